"""What is due is done once, again after a fault, and given up in plain sight."""

import datetime
import threading
import time

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from eservices.attachments.models import Scan
from portal.audit.models import AuditEntry
from portal.due_work import working
from portal.due_work.dead_letters import count_dead, dead_rows, revive
from portal.due_work.models import Heartbeat, TimedAct
from portal.due_work.registry import GivenUp, Postponed, Timed, every
from portal.due_work.working import work_once
from portal.people.models import StaffUser

SECOND = datetime.timedelta(seconds=1)
MINUTE = 60 * SECOND


class LeakyError(Exception):
    """A fault whose text quotes what nobody may read in a due row."""


def fail(row):
    raise LeakyError("recipient anna.berzina@example.lv refused, code 010180-12345")


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_a_due_row_is_done_once_and_outside_any_transaction(new_row, only):
    row, seen = new_row(), []
    only(lambda due: seen.append((due.pk, due.state)))
    assert work_once() == 1
    assert work_once() == 0
    assert seen == [(row.pk, "leased")]
    row.refresh_from_db()
    assert (row.state, row.lease_token, row.leased_until, row.last_error) == ("done", None, None, "")
    assert row.done_at is not None


@pytest.mark.django_db(transaction=True)
def test_the_performing_holds_no_transaction(new_row, only):
    new_row()
    inside = []
    only(lambda due: inside.append(connection.in_atomic_block))
    work_once()
    assert inside == [False]


def test_what_is_due_later_waits(new_row, only):
    row = new_row(due_at=timezone.now() + MINUTE)
    only(lambda due: None)
    assert work_once() == 0
    assert work_once(timezone.now() + 2 * MINUTE) == 1
    assert state_of(row) == "done"


def test_the_oldest_comes_first_and_a_round_takes_at_most_twenty(new_row, only):
    now = timezone.now()
    rows = [new_row(due_at=now - number * MINUTE) for number in range(23)]
    seen = []
    only(lambda due: seen.append(due.pk))
    assert work_once() == 20
    assert work_once() == 3
    assert seen == [row.pk for row in reversed(rows)]


def test_a_failed_row_comes_back_later_and_later(new_row, only):
    row, now = new_row(), timezone.now()
    only(fail)
    waits = []
    for _ in range(9):
        assert work_once(now) == 1
        row.refresh_from_db()
        waits.append((row.due_at - now).total_seconds())
        assert work_once(row.due_at - SECOND) == 0
        now = row.due_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3840, 7680]
    assert row.state == "due"
    assert working.wait_after(30) == datetime.timedelta(hours=6)


def test_the_tenth_failure_gives_up_and_tells_a_person(new_row, only, settings, caplog):
    settings.ALERT_EMAILS = ["admin@example.lv"]
    row, now = new_row(), timezone.now()
    only(fail)
    for _ in range(10):
        work_once(now)
        now += datetime.timedelta(days=1)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("dead", 10)
    assert work_once(now) == 0
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor_text, entry.object_id) == ("work.given_up", "sistēma", str(row.pk))
    assert mail.outbox[0].to == ["admin@example.lv"]
    assert str(row.pk) in mail.outbox[0].body
    everything = row.last_error + mail.outbox[0].body + caplog.text + str(entry.details)
    assert "LeakyError at test_working.py" in row.last_error
    for leak in ("anna.berzina", "010180"):
        assert leak not in everything


def test_an_alert_that_cannot_be_sent_changes_nothing(new_row, only, settings, caplog):
    settings.ALERT_EMAILS = ["admin@example.lv"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = new_row(attempts=9)
    only(fail)
    work_once()
    assert state_of(row) == "dead"
    assert "alert could not be sent" in caplog.text


def test_dead_rows_are_seen_and_set_going_again(new_row, only, capsys):
    row, other = new_row(attempts=9), new_row()
    only(lambda due: fail(due) if due.pk == row.pk else None)
    work_once()
    assert list(dead_rows()) == [row]
    assert count_dead() == 1
    call_command("dead_letters")
    out = capsys.readouterr().out
    assert f"Scan {row.pk}: 10 attempts, LeakyError" in out
    assert "1 given up" in out
    anna = StaffUser.objects.create_user("anna", password="x")
    assert revive(row, by=anna)
    assert not revive(other, by=anna)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == ("due", 0, "")
    assert AuditEntry.objects.filter(act="work.revived", actor=anna, object_id=str(row.pk)).count() == 1
    only(lambda due: None)
    assert work_once() == 1
    assert count_dead() == 0


def test_the_command_revives_all(new_row, only, capsys):
    row = new_row(state="dead")
    only(lambda due: None)
    call_command("dead_letters", "--revive")
    assert state_of(row) == "due"
    assert "now due again" in capsys.readouterr().out


def test_postponing_costs_no_attempt_and_giving_up_needs_no_ten(new_row, only):
    row, now = new_row(), timezone.now()

    def postpone(due):
        raise Postponed("scanner is loading", seconds=90)

    only(postpone)
    for _ in range(15):
        work_once(now)
        row.refresh_from_db()
        assert (row.state, row.attempts, row.due_at) == ("due", 0, now + 90 * SECOND)
        now = row.due_at

    def refuse(due):
        raise GivenUp("no address")

    only(refuse)
    work_once(now)
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("dead", "no address")
    assert AuditEntry.objects.filter(act="work.given_up").count() == 1


def test_a_killed_worker_s_row_is_taken_again_when_its_lease_runs_out(new_row, only):
    row, now = new_row(), timezone.now()

    def die(due):
        raise KeyboardInterrupt  # nothing of ours catches it, as nothing catches a kill

    only(die)
    with pytest.raises(KeyboardInterrupt):
        work_once(now)
    assert state_of(row) == "leased"
    only(lambda due: None)
    assert work_once(now + 4 * MINUTE) == 0
    assert work_once(now + 6 * MINUTE) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 2)


def test_a_row_that_kills_every_worker_is_given_up(new_row, only):
    row, now = new_row(), timezone.now()

    def die(due):
        raise KeyboardInterrupt

    only(die)
    for _ in range(10):
        with pytest.raises(KeyboardInterrupt):
            work_once(now)
        now += 6 * MINUTE
    assert work_once(now) == 1
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("dead", "worker died")


def test_a_slow_worker_leaves_the_row_to_the_one_that_took_it_over(new_row, only):
    row, now = new_row(), timezone.now()

    def overtaken(due):
        Scan.objects.filter(pk=due.pk).update(state="due", lease_token=None, due_at=now + 60 * MINUTE)
        raise LeakyError

    only(overtaken)
    work_once(now)
    row.refresh_from_db()
    assert (row.state, row.last_error, row.due_at) == ("due", "", now + 60 * MINUTE)


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_each_row_once(new_row, only):
    rows = [new_row() for _ in range(12)]
    done, lock = [], threading.Lock()

    def slowly(due):
        time.sleep(0.01)
        with lock:
            done.append(due.pk)

    only(slowly)

    def work():
        try:
            while work_once():
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == sorted(row.pk for row in rows)


@pytest.mark.django_db(transaction=True)
def test_a_row_and_its_cause_are_committed_together(new_row, only):
    only(lambda due: None)
    with transaction.atomic():
        new_row()
        transaction.set_rollback(True)
    assert work_once() == 0


def test_asked_to_stop_it_finishes_the_row_in_hand_and_takes_no_other(new_row, only):
    rows = [new_row(), new_row()]
    stopping = []
    only(lambda due: stopping.append(True))
    assert work_once(stop=lambda: bool(stopping)) == 1
    assert sorted(state_of(row) for row in rows) == ["done", "due"]


@pytest.fixture
def timed(monkeypatch):
    """Let the worker know one timed act and no rows."""
    monkeypatch.setattr("portal.due_work.working.performers", {})
    acts = {}
    monkeypatch.setattr("portal.due_work.working.timed_acts", acts)
    monkeypatch.setattr("portal.due_work.registry.timed_acts", acts)
    return every


@pytest.mark.django_db
def test_an_act_of_every_so_many_seconds_runs_at_once_and_then_on_time(timed):
    runs, now = [], timezone.now()
    timed(60, name="x")(lambda: runs.append(1))
    assert [work_once(now), work_once(now + 59 * SECOND), work_once(now + 60 * SECOND)] == [1, 0, 1]
    assert len(runs) == 2


@pytest.mark.django_db
def test_a_failing_act_is_tried_again_and_says_why_without_data(timed, caplog):
    now = timezone.now()
    timed(3600, name="x")(lambda: fail(None))
    work_once(now)
    act = TimedAct.objects.get()
    assert (act.failures, act.next_at) == (1, now + 30 * SECOND)
    assert "LeakyError" in act.last_error
    assert "anna" not in act.last_error


@pytest.mark.django_db
def test_an_act_another_worker_runs_is_left_alone_until_its_lease_ends(timed):
    runs, now = [], timezone.now()
    timed(60, name="x")(lambda: runs.append(1))
    TimedAct.objects.create(name="x", next_at=now, leased_until=now + 30 * MINUTE)
    assert work_once(now) == 0
    assert work_once(now + 31 * MINUTE) == 1


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026-11-21T00:00:00+00:00", "2026-11-21T01:10:00+00:00"),  # winter: Riga is two hours ahead
        ("2026-11-21T01:10:00+00:00", "2026-11-22T01:10:00+00:00"),
        ("2026-07-01T12:00:00+00:00", "2026-07-02T00:10:00+00:00"),  # summer: three
        ("2026-10-24T12:00:00+00:00", "2026-10-25T00:10:00+00:00"),  # the night the clock goes back
        ("2026-10-25T00:10:00+00:00", "2026-10-26T01:10:00+00:00"),
    ],
)
def test_a_daily_act_keeps_riga_s_hour(now, following):
    act = Timed("x", lambda: None, None, datetime.time(3, 10))
    assert act.next_after(datetime.datetime.fromisoformat(now)) == datetime.datetime.fromisoformat(following)


@pytest.mark.django_db
def test_a_daily_act_waits_for_its_first_hour(timed):
    runs = []
    timed(daily="03:10", name="x")(lambda: runs.append(1))
    noon = datetime.datetime(2026, 11, 21, 10, tzinfo=datetime.UTC)
    assert [work_once(noon), work_once(noon + 16 * 60 * MINUTE), work_once(noon + 17 * 60 * MINUTE)] == [0, 1, 0]
    assert runs == [1]


def test_an_act_needs_one_kind_of_time():
    with pytest.raises(ValueError, match="either"):
        every(name="x")


def test_idle_work_costs_one_question_a_kind(new_row, only, django_assert_num_queries):
    only(lambda due: None)
    with django_assert_num_queries(1):
        work_once()


def test_working_shows_that_the_worker_lives(new_row, only):
    new_row()
    only(lambda due: None)
    work_once()
    assert abs((timezone.now() - Heartbeat.objects.get(name="worker").at).total_seconds()) < 5
