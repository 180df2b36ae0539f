"""The public site of the demo office, as a resident and a search engine meet it."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.search import vocabulary
from portal.changes.models import Change
from portal.demo.reading import services
from portal.remembering import memory
from tests.bench.measuring import forget_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
# Addresses and names are the same in every language.
NAMES = r"iela \d|Paraugpils|VDEĀVK|Dzērvenāj|Vizbuļciem|LV-\d"
START = f"{HOME_CARE}pieteikties/"
EVERY_KIND = [
    "/lv/",
    "/lv/pakalpojumi/",
    "/lv/pabalsti/",
    HOME_CARE,
    f"{HOME_CARE}viegli-lasit/",
    "/lv/viegli-lasit/",
    "/lv/pakalpojumi/krizes-centrs/",
    "/lv/cenradis/",
    "/lv/tiesibas-un-pienakumi/",
    "/lv/kartiba/",
    "/lv/kontakti/",
    "/lv/normativie-akti/",
    "/lv/jaunumi/",
    "/lv/jaunumi/drosibas-poga-vieniem/",
    "/lv/privatums/",
    "/lv/vai-man-pienakas/",
    f"{HOME_CARE}vai-man-pienakas/",
]


def get(path, **data):
    return Client().get(path, data)


def text(path, **data):
    response = get(path, **data)
    assert response.status_code == 200
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("path", [*EVERY_KIND, "/ru/", "/en/pakalpojumi/aprupe-majas/", "/lv/meklet/"])
def test_every_page_is_marked_as_demonstration_and_kept_from_search_engines(path):
    response = get(path)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    page = response.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert re.search(r'class="d-demo"[^>]*>\s*(Demonstr|Демонстр)', page)


@pytest.mark.parametrize("path", EVERY_KIND)
def test_a_page_has_one_main_heading_and_no_step_of_headings_is_skipped(path):
    page = get(path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", main)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_table_has_a_caption_and_every_heading_cell_says_what_it_heads(path):
    page = get(path).content.decode()
    assert page.count("<table") == page.count("<caption")
    assert not re.search(r"<th(?![^>]*scope=)[ >]", page)


def test_crisis_phones_stand_on_every_page_as_links_one_can_tap():
    page = get("/lv/").content.decode()
    strip = page[page.index('<aside class="d-crisis"') :].partition("</aside>")[0]
    assert re.findall(r'href="tel:([+\d]+)"', strip) == ["112", "+37160000001", "+37160000009", "116111", "116006"]


@pytest.mark.parametrize(
    "path",
    [
        "/lv/pakalpojumi/krizes-centrs/",
        "/en/pakalpojumi/palidziba-no-vardarbibas-cietusiem-pieaugusajiem/",
        "/lv/pakalpojumi/?situacija=not_safe_home",
        "/lv/pakalpojumi/?kam=violence",
    ],
)
def test_a_page_about_violence_can_be_left_at_once_and_leads_to_deleting(path):
    page = get(path).content.decode()
    assert re.search(
        r'<a class="d-exit__away" href="https://www.google.lv/" rel="noreferrer" data-leave-at-once>', page
    )
    assert f'href="/{path[1:3]}/dzest-visu/"' in page


@pytest.mark.parametrize("path", [HOME_CARE, "/lv/pakalpojumi/", "/lv/pakalpojumi/?kam=seniors"])
def test_other_pages_have_no_such_strip(path):
    assert "data-leave-at-once" not in get(path).content.decode()


def test_menu_marks_where_one_is():
    page = get(HOME_CARE).content.decode()
    menu = re.search(r'<nav class="d-nav".*?</nav>', page, re.S)[0]
    assert re.findall(r">([^<>]+)</a>", menu) == [
        "Pakalpojumi",
        "Pabalsti",
        "Cenrādis",
        "Tiesības un pienākumi",
        "Kontakti",
    ]
    assert re.search(r'href="/lv/pakalpojumi/" aria-current="true"', menu)
    assert menu.count("aria-current") == 1


def test_list_shows_every_service_and_benefit_in_latvian_order():
    page = get("/lv/pakalpojumi/").content.decode()
    titles = re.findall(r'd-rows__title"><a[^>]*>([^<]+)</a>', page)
    assert len(titles) == len(services())
    first = titles[: titles.index("Apbedīšanas pabalsts")]
    assert first[:2] == ["Aprūpe mājās", "Aprūpe mājās bērniem ar invaliditāti"]
    assert first.index("Grupu dzīvoklis") < first.index("Ģimenes asistents") < first.index("Higiēnas pakalpojumi")


def test_filters_are_links_that_narrow_and_keep_each_other():
    page = get("/lv/pakalpojumi/", situacija="nowhere_to_live").content.decode()
    titles = re.findall(r'd-rows__title"><a[^>]*>([^<]+)</a>', page)
    assert "Sociālā patversme" in titles
    assert "Aprūpe mājās" not in titles
    assert "?situacija=nowhere_to_live&amp;kam=homeless" in page
    assert "?kam=homeless" not in page


@pytest.mark.parametrize(
    "query", [{"kam": "nezināms"}, {"situacija": "'; DROP"}, {"kam": "a" * 10_000}, {"kam": "\x00"}]
)
def test_a_filter_nobody_offered_is_ignored(query):
    assert "Aprūpe mājās" in text("/lv/pakalpojumi/", **query)


def test_benefits_have_a_list_of_their_own():
    page = text("/lv/pabalsti/")
    assert "Pabalsts kurināmā iegādei" in page
    assert "Grupu dzīvoklis" not in page


def test_service_page_says_all_a_person_needs():
    page = text(HOME_CARE)
    for words in (
        "no 28 € līdz 142 € mēnesī, daļai bez maksas",
        "10 darba dienas no saņemšanas",
        "1. līmenis : 1–2 reizes nedēļā".replace(" :", ":"),
        "Pabarojam, nomainām autiņbiksītes",
        "Ģimenes ārsta izziņa aprūpei mājās",
        "Pārbaudīsim paši",
        "Sociālo pakalpojumu un sociālās palīdzības likums",
        "Aprūpes mājās nodaļa",
        "60 000 002",
        "Lapa pārbaudīta 18.11.2026",
    ):
        assert words in page, words


def test_promised_date_is_conditional(monkeypatch):
    from datetime import date

    from pages.models import services

    monkeypatch.setattr(services.calendar, "today", lambda: date(2026, 11, 21))
    page = text(HOME_CARE)
    assert "Lēmums līdz 4. decembrim, ja iesniegsiet šodien un visi dokumenti būs pievienoti." in page
    page = text("/lv/pakalpojumi/atelpas-bridis/")
    assert "Lēmums līdz 7. decembrim, ja iesniegsiet šodien, visi dokumenti būs pievienoti un nākamajā" in page


def test_crisis_service_gives_the_phone_before_anything_else_and_promises_no_date():
    page = text("/lv/pakalpojumi/krizes-centrs/")
    body = page[page.index("Krīzes centrs", page.index("Kur") if "Kur" in page else 0) :]
    assert "Vispirms zvaniet" in body
    assert body.index("Vispirms zvaniet") < body.index("Kas lemj")
    assert "Lēmums līdz" not in body


def test_page_translated_only_in_part_says_so_and_marks_the_latvian():
    page = get("/ru/pakalpojumi/atelpas-bridis/").content.decode()
    assert '<html lang="ru"' in page
    assert "Полный текст только на латышском языке." in page
    assert "Передышка" in page
    assert re.search(r'<ul class="govuk-list govuk-list--bullet" lang="lv"><li>Jūsu bērnam ir invaliditāte', page)
    assert "Решение до" in page


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "path",
    [f"pakalpojumi/{entry['slug']}/" for entry in services() if "for_whom" in entry["translations"]["en"]]
    + ["tiesibas-un-pienakumi/", "kartiba/", "kontakti/", "cenradis/", "par-mums/", "ka-pieteikties-bez-interneta/"],
)
def test_a_whole_translation_has_nothing_in_latvian_but_the_law(path, language):
    page = raw(f"/{language}/{path}")
    main = BeautifulSoup(re.search(r"<main.*</main>", page, re.S)[0], "html.parser")
    latvian = [each.get_text(" ", strip=True) for each in main.find_all(lang="lv")]
    assert [said for said in latvian if not re.search(r"likum|noteikum|punkt|cenrādis", said)] == []
    texts = [text for text in main.find_all(string=True) if not text.find_parent(lang="lv")]
    assert [text for text in texts if re.search(r"[āēīūčģķļņšž]", text) and not re.search(NAMES, text)] == []


def test_fee_schedule_keeps_lats_in_the_archive_only():
    page = text("/lv/cenradis/")
    now, archive = page[: page.index("Arhīvs")], page[page.index("Arhīvs") :]
    assert "28,46 €" in now
    assert "Ls" not in now
    assert "20,00 Ls" in archive
    assert "No 22.04.2010 līdz 31.12.2013" in archive


def test_contacts_show_units_and_points_with_hours():
    page = text("/lv/kontakti/")
    assert page.index("Nodaļas") < page.index("Aprūpes mājās nodaļa") < page.index("Pieņemšanas punkti")
    assert "Saulesleju" in page


def test_regulations_no_longer_in_force_stand_apart():
    page = text("/lv/normativie-akti/")
    assert page.index("Saistošie noteikumi Nr. 14" if "Saistošie noteikumi Nr. 14" in page else "Nr. 14") > page.index(
        "Vairs nav spēkā"
    )


def test_a_regulation_lists_what_rests_on_it_and_what_replaced_it():
    page = get("/lv/normativie-akti/").content.decode()
    council = page.split('id="sn_pakalpojumi"')[1].split('id="sn_palidziba"')[0]
    assert 'href="/lv/pakalpojumi/aprupe-majas/">Aprūpe mājās</a>' in council
    assert 'href="/lv/pakalpojumi/aprupe-majas/pieteikties/"' in council
    assert "Vienu reizi nedēļā, 26.1. punkts" in council
    former = page.split('id="sn_pabalsti_2016"')[1]
    assert 'href="#sn_palidziba"' in former
    assert "Tagad spēkā" in former


def test_unknown_address_is_a_page_with_the_menu():
    response = get("/lv/pakalpojumi/tada-nav/")
    assert response.status_code == 404
    assert "d-nav" in response.content.decode()


def test_unpublished_service_is_gone_from_page_list_and_search():
    from pages.models import ServicePage

    page = ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")
    page.unpublish()
    assert get(HOME_CARE).status_code == 404
    assert "Aprūpe mājās bērniem" in text("/lv/pakalpojumi/")
    assert 'aprupe-majas/"' not in get("/lv/pakalpojumi/").content.decode()
    assert 'aprupe-majas/"' not in get("/lv/meklet/", q="aprūpe mājās").content.decode()


def test_a_page_made_private_is_not_shown():
    from wagtail.models import Page, PageViewRestriction

    assert get(HOME_CARE).status_code == 200
    section = Page.objects.get(slug="pakalpojumi", locale__language_code="lv")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert get(HOME_CARE).status_code == 302
    assert get(HOME_CARE, asked="anew").status_code == 302
    assert get("/lv/kontakti/").status_code == 200


def test_a_page_made_private_by_another_process_is_not_shown():
    """Of what another process wrote this one gets to know the row of the change."""
    from wagtail.models import Page, PageViewRestriction

    assert get(HOME_CARE, asked="anew").status_code == 200
    section = Page.objects.get(slug="pakalpojumi", locale__language_code="lv")
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=section, restriction_type="login")])
    Change.objects.create()
    assert get(HOME_CARE, asked="anew").status_code == 302


def test_a_copy_of_a_private_page_is_private_as_well():
    from wagtail.models import Page, PageViewRestriction

    rights = Page.objects.get(slug="tiesibas-un-pienakumi", locale__language_code="lv")
    rights.specific.create_alias(update_slug="kopija", parent=rights.get_parent())
    assert get("/lv/kopija/").status_code == 200
    PageViewRestriction.objects.create(page=rights, restriction_type=PageViewRestriction.LOGIN)
    assert get("/lv/kopija/").status_code == 302


def test_demo_closes_itself_to_robots_and_an_office_only_its_private_parts(settings):
    assert get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    settings.DEMO = False
    told = get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in told
    assert "Disallow: /lv/mani-pieteikumi/" in told
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in told
    assert "noindex" not in get(HOME_CARE).content.decode()


def test_sitemap_names_the_services():
    assert "/lv/pakalpojumi/aprupe-majas/" in get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("default", ["a.example", "b.example", "none"])
@pytest.mark.parametrize(
    "host", ["a.example", "a.example:8000", "a.example:9000", "b.example", "b.example:9", "c.example"]
)
def test_the_site_of_an_address_is_the_one_wagtail_would_find(rf, default, host):
    from wagtail.models import Site

    from pages.frame import site_of

    root = Site.objects.get().root_page
    Site.objects.all().delete()
    for hostname, port in (("a.example", 80), ("a.example", 8000), ("b.example", 443)):
        is_default = hostname == default and port != 8000
        Site.objects.create(hostname=hostname, port=port, root_page=root, is_default_site=is_default)
    headers = {"HTTP_HOST": host, "SERVER_PORT": host.partition(":")[2] or "80"}
    assert site_of(rf.get("/lv/", **headers)) == Site.find_for_request(rf.get("/lv/", **headers))


def counted(path, django_assert_num_queries, expected):
    with django_assert_num_queries(expected):
        assert get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/lv/", 5),
        ("/ru/", 5),
        ("/en/", 5),
        ("/lv/pakalpojumi/", 5),
        ("/ru/pakalpojumi/", 5),
        ("/lv/pabalsti/", 5),
        (HOME_CARE, 7),
        ("/ru/pakalpojumi/aprupe-majas/", 7),
        ("/en/pakalpojumi/aprupe-majas/", 7),
        (f"{HOME_CARE}viegli-lasit/", 7),
        ("/lv/kartiba/viegli-lasit/", 5),
        ("/lv/viegli-lasit/", 5),
        (START, 7),
        ("/ru/pakalpojumi/aprupe-majas/pieteikties/", 7),
        ("/en/pakalpojumi/aprupe-majas/pieteikties/", 7),
        ("/lv/cenradis/", 5),
        ("/ru/cenradis/", 5),
        ("/lv/tiesibas-un-pienakumi/", 4),
        ("/ru/tiesibas-un-pienakumi/", 4),
        ("/lv/kartiba/", 4),
        ("/lv/kontakti/", 5),
        ("/ru/kontakti/", 5),
        ("/lv/normativie-akti/", 6),
        ("/lv/jaunumi/", 5),
        ("/lv/jaunumi/drosibas-poga-vieniem/", 4),
        ("/lv/privatums/", 4),
        ("/lv/vai-man-pienakas/", 5),
        (f"{HOME_CARE}vai-man-pienakas/", 6),
        ("/en/vai-man-pienakas/", 5),
    ],
)
def test_a_page_costs_at_most_eight_statements_in_a_process_that_remembers_nothing(
    path, statements, django_assert_num_queries
):
    forget_everything()
    counted(path, django_assert_num_queries, statements)


@pytest.mark.parametrize(("path", "statements"), [("/lv/meklet/?q=aprūpe", 10), ("/ru/meklet/?q=уход", 14)])
def test_a_search_also_reads_the_words_of_the_site_once(path, statements, django_assert_num_queries):
    forget_everything()
    vocabulary._held.clear()
    counted(path, django_assert_num_queries, statements)


@pytest.mark.parametrize(("path", "statements"), [("/lv/", 3), (HOME_CARE, 2), (START, 3), ("/lv/meklet/?q=aprūpe", 3)])
def test_a_page_seen_again_asks_only_for_itself(path, statements, django_assert_num_queries):
    get(path)
    counted(path, django_assert_num_queries, statements)


def test_a_changed_menu_is_seen_at_once():
    from pages.models import ContactsPage

    assert "Saziņa" not in text("/lv/")
    page = ContactsPage.objects.get(locale__language_code="lv")
    page.title = "Saziņa"
    page.save()
    assert "Saziņa" in text("/lv/")
    memory.clear()


# What is only in Latvian says so, in the reader's language, wherever it is offered.

ONLY = {"ru": "эта страница только на латышском", "en": "this page is only in Latvian"}
MARK = {"ru": "только на латышском", "en": "only in Latvian"}
TRANSLATED = [
    "",
    "pakalpojumi/",
    "pabalsti/",
    "pakalpojumi/aprupe-majas/",
    "pakalpojumi/aprupe-majas/pieteikties/",
    "cenradis/",
    "tiesibas-un-pienakumi/",
    "kartiba/",
    "kontakti/",
    "meklet/?q=x",
    "mani-pieteikumi/",
]
UNTRANSLATED = ["normativie-akti/", "jaunumi/", "jaunumi/drosibas-poga-vieniem/", "privatums/"]


def raw(path):
    response = get(path)
    assert response.status_code == 200
    return response.content.decode()


def link_to(language, page):
    languages = re.search(r'<nav class="d-languages".*?</nav>', page, re.S)[0]
    return re.search(rf'<a href="([^"]+)" lang="{language}" hreflang="{language}">(.*?)</a>', languages).groups()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("path", TRANSLATED)
def test_a_translated_page_is_linked_without_a_word(path, language):
    href, text = link_to(language, raw(f"/lv/{path}"))
    assert href == f"/{language}/{path}"
    assert "<" not in text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("path", UNTRANSLATED)
def test_a_page_only_in_latvian_says_so_in_the_other_language_and_leads_home(path, language):
    href, text = link_to(language, raw(f"/lv/{path}"))
    assert href == f"/{language}/"
    assert ONLY[language] in text


def test_a_service_that_lost_its_translation_leads_to_the_list_of_services():
    from pages.models import ServicePage

    ServicePage.objects.get(slug="aprupe-majas", locale__language_code="ru").unpublish()
    href, text = link_to("ru", raw("/lv/pakalpojumi/aprupe-majas/"))
    assert href == "/ru/pakalpojumi/"
    assert "эта страница не переведена" in text  # it is in English as well


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pages_not_translated_are_offered_marked_in_the_footer(language):
    page = raw(f"/{language}/")
    footer = page[page.index("<footer") :]
    for slug, title in (("normativie-akti", "Likumi un noteikumi"), ("privatums", "Privātums"), ("jaunumi", "Jaunumi")):
        found = re.search(rf'<a class="govuk-link" href="/lv/{slug}/" hreflang="lv">(.*?)</a>', footer)
        assert re.match(rf'<span lang="lv">{title}.*</span> \({MARK[language]}\)', found[1])
    assert MARK[language] not in re.search(r'<nav class="d-nav".*?</nav>', page, re.S)[0]


def test_a_menu_page_without_a_translation_is_marked_in_the_menu():
    from pages.models import ContactsPage

    ContactsPage.objects.get(locale__language_code="ru").unpublish()
    menu = re.search(r'<nav class="d-nav".*?</nav>', raw("/ru/"), re.S)[0]
    assert '<a href="/lv/kontakti/" hreflang="lv"><span lang="lv">Kontakti</span> (только на латышском)</a>' in menu


def test_nothing_is_marked_in_latvian():
    assert "tikai latviski" not in raw("/lv/")


def test_the_form_only_in_latvian_is_offered_on_the_russian_page_and_marked():
    from eservices.definitions.models import EServicePage

    EServicePage.objects.get(key="aprupe-majas", locale__language_code="ru").unpublish()
    page = raw("/ru/pakalpojumi/aprupe-majas/")
    assert 'href="/lv/pakalpojumi/aprupe-majas/pieteikties/" hreflang="lv"' in page
    assert "Форма заявления только на латышском." in page


def test_search_in_russian_finds_a_page_only_in_latvian_and_marks_it():
    page = raw("/ru/meklet/?q=privatums")
    found = r'<a class="govuk-link" href="/lv/privatums/" hreflang="lv"><span lang="lv">Privātums.*?</span> \(только на'
    assert re.search(found, page)


def test_search_in_russian_offers_no_latvian_twin_of_a_russian_page():
    assert "/lv/pakalpojumi/" not in re.search(r"<main.*</main>", raw("/ru/meklet/?q=aprupe+majas"), re.S)[0]


def test_the_way_to_a_page_is_in_its_own_language():
    page = raw("/ru/pakalpojumi/aprupe-majas/pieteikties/")
    trail = re.search(r'<nav class="govuk-breadcrumbs".*?</nav>', page, re.S)[0]
    assert re.findall(r'href="([^"]+)"', trail) == ["/ru/", "/ru/pakalpojumi/", "/ru/pakalpojumi/aprupe-majas/"]


MISSING = {"ru": "Эта страница не переведена", "en": "This page is not translated"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_address_without_a_translation_offers_the_latvian_page_marked_with_its_language(language):
    response = get(f"/{language}/normativie-akti/")
    assert response.status_code == 404
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert MISSING[language] in re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]
    offer = '<li lang="lv"><a class="govuk-link" href="/lv/normativie-akti/" hreflang="lv">Likumi un noteikumi'
    assert offer in page
    assert link_to("lv", page)[0] == "/lv/normativie-akti/"
    assert "canonical" not in page


def test_a_translation_taken_down_is_offered_in_every_language_that_has_it():
    from pages.models import ServicePage

    ServicePage.objects.get(slug="aprupe-majas", locale__language_code="ru").unpublish()
    response = get("/ru/pakalpojumi/aprupe-majas/")
    assert response.status_code == 404
    offers = re.search(r'<ul[^>]*id="read-instead".*?</ul>', response.content.decode(), re.S)[0]
    assert re.findall(r'href="([^"]+)" hreflang="(\w+)"', offers) == [
        ("/lv/pakalpojumi/aprupe-majas/", "lv"),
        ("/en/pakalpojumi/aprupe-majas/", "en"),
    ]
    assert '<a class="govuk-link" href="/ru/pakalpojumi/">Услуги</a>' in response.content.decode()


def test_what_not_everybody_may_read_is_not_offered_in_latvian_either():
    from wagtail.models import Page, PageViewRestriction

    closed = Page.objects.get(slug="normativie-akti")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    response = get("/ru/normativie-akti/")
    assert response.status_code == 404
    assert closed.title not in re.search(r"<main.*</main>", response.content.decode(), re.S)[0]


def test_a_redirect_made_by_an_editor_comes_before_the_offer():
    from wagtail.contrib.redirects.models import Redirect

    Redirect.objects.create(old_path="/ru/normativie-akti", redirect_link="/ru/kontakti/", is_permanent=False)
    response = get("/ru/normativie-akti/")
    assert (response.status_code, response["Location"]) == (302, "/ru/kontakti/")
