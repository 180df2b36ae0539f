"""Two records found to be one person, and the way back. Nothing is copied or deleted: one stands for the other."""

from django.db import transaction
from django.utils import timezone

from eservices.clients.models import Client, ClientMerge
from portal.audit.recording import record
from portal.people.models import StaffUser


class MergeRefused(Exception):
    """The two records cannot be merged; ``code`` is ``same``, ``already_merged``, ``two_codes`` or ``not_merged``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def merge(absorbed: Client, survivor: Client, *, by: StaffUser, reason: str = "") -> ClientMerge:
    """Let ``survivor`` stand for ``absorbed``: the mark, the merge row, an audit entry, in one transaction.

    Parties keep the link they were given, so an unmerge restores everything; ``Client.survivor`` follows the mark.
    Raises MergeRefused: ``same``, ``already_merged`` (either of them), ``two_codes`` (two different personal codes
    are two persons until one code is corrected).
    """
    with transaction.atomic():
        absorbed, survivor = _locked(absorbed, survivor)
        _check(absorbed, survivor)
        row = ClientMerge.objects.create(absorbed=absorbed, survivor=survivor, merged_by=by, reason=reason or None)
        absorbed.merged_into = survivor
        absorbed.save(update_fields=["merged_into"])
        record("client.merged", by=by, on=absorbed, details={"into": str(survivor.pk), "merge": str(row.pk)})
    return row


def unmerge(client: Client, *, by: StaffUser) -> ClientMerge:
    """Take the standing merge of ``client`` back; the row stays with who did it and when.

    Raises MergeRefused ``not_merged``.
    """
    with transaction.atomic():
        row = ClientMerge.objects.select_for_update().filter(absorbed=client, unmerged_at__isnull=True).first()
        if row is None:
            raise MergeRefused("not_merged")
        row.unmerged_at, row.unmerged_by = timezone.now(), by
        row.save(update_fields=["unmerged_at", "unmerged_by"])
        client.merged_into = None
        client.save(update_fields=["merged_into"])
        record("client.unmerged", by=by, on=client, details={"from": str(row.survivor_id), "merge": str(row.pk)})
    return row


def _locked(absorbed: Client, survivor: Client) -> tuple[Client, Client]:
    """Both rows, locked in the order of their keys so that two merges cannot wait for each other."""
    rows = {row.pk: row for row in _lock([absorbed.pk, survivor.pk])}
    return rows[absorbed.pk], rows[survivor.pk]


def _lock(keys: list) -> list[Client]:
    return list(Client.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _check(absorbed: Client, survivor: Client) -> None:
    if absorbed.pk == survivor.pk:
        raise MergeRefused("same")
    if absorbed.merged_into_id or survivor.merged_into_id:
        raise MergeRefused("already_merged")
    if absorbed.code_index and survivor.code_index and absorbed.code_index != survivor.code_index:
        raise MergeRefused("two_codes")
