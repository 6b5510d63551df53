"""By when: what time expressions mean on the calendar, where they stand in a text, and what is none."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stanceflow.annotate.horizons import find_horizons, resolve_horizon
from stanceflow.annotate.horizons.vocabulary import vocabulary

PUBLISHED = date(2026, 6, 15)
"""A Monday."""

# phrase | first day | last day | granularity; published on 15 June 2026
RESOLVED = """
by 2031 | 2026-06-15 | 2031-12-31 | year
by 2030 | 2026-06-15 | 2030-12-31 | year
By the year 2040 | 2026-06-15 | 2040-12-31 | year
before 2030 | 2026-06-15 | 2029-12-31 | year
in 2028 | 2028-01-01 | 2028-12-31 | year
in 2026 | 2026-06-15 | 2026-12-31 | year
until the end of 2031 | 2026-06-15 | 2031-12-31 | year
through 2029 | 2026-06-15 | 2029-12-31 | year
between now and 2031 | 2026-06-15 | 2031-12-31 | year
between 2028 and 2030 | 2028-01-01 | 2030-12-31 | year
in 2030-31 | 2030-01-01 | 2031-12-31 | year
by 2032 at the latest | 2026-06-15 | 2032-12-31 | year
for 2036 | 2036-01-01 | 2036-12-31 | year
come 2031 | 2031-01-01 | 2031-12-31 | year
2040 | 2040-01-01 | 2040-12-31 | year
this year | 2026-06-15 | 2026-12-31 | year
next year | 2027-01-01 | 2027-12-31 | year
later this year | 2026-06-15 | 2026-12-31 | year
by the end of the year | 2026-06-15 | 2026-12-31 | year
before the year is out | 2026-06-15 | 2026-12-31 | year
within the year | 2026-06-15 | 2026-12-31 | year
by year-end | 2026-06-15 | 2026-12-31 | year
by the year's end | 2026-06-15 | 2026-12-31 | year
by midyear | 2026-06-15 | 2026-07-31 | year
before the end of next year | 2026-06-15 | 2027-12-31 | year
late next year | 2027-09-01 | 2027-12-31 | year
early in 2031 | 2031-01-01 | 2031-04-30 | year
by mid-2030 | 2026-06-15 | 2030-07-31 | year
in mid-2031 | 2031-06-01 | 2031-07-31 | year
by the start of 2031 | 2026-06-15 | 2031-01-31 | year
by the turn of the year | 2026-06-15 | 2027-01-31 | year
in the first half of next year | 2027-01-01 | 2027-06-30 | year
in H2 2027 | 2027-07-01 | 2027-12-31 | year
next year or the year after next | 2027-01-01 | 2028-12-31 | year
within a decade | 2026-06-15 | 2036-06-15 | decade
the next decade | 2026-06-15 | 2036-06-15 | decade
next decade | 2030-01-01 | 2039-12-31 | decade
this decade | 2026-06-15 | 2029-12-31 | decade
by the end of the decade | 2026-06-15 | 2029-12-31 | decade
in the 2030s | 2030-01-01 | 2039-12-31 | decade
by the early 2030s | 2026-06-15 | 2033-12-31 | decade
in the mid-2030s | 2034-01-01 | 2036-12-31 | decade
in the late 2030s | 2037-01-01 | 2039-12-31 | decade
by mid-century | 2026-06-15 | 2050-12-31 | century
by the middle of the century | 2026-06-15 | 2050-12-31 | century
by the end of the century | 2026-06-15 | 2099-12-31 | century
in the 22nd century | 2100-01-01 | 2199-12-31 | century
in the twenty-second century | 2100-01-01 | 2199-12-31 | century
in Q3 | 2026-07-01 | 2026-09-30 | quarter
in Q1 | 2027-01-01 | 2027-03-31 | quarter
by Q2 2028 | 2026-06-15 | 2028-06-30 | quarter
in the third quarter of next year | 2027-07-01 | 2027-09-30 | quarter
next quarter | 2026-07-01 | 2026-09-30 | quarter
this winter | 2026-12-01 | 2027-02-28 | season
next winter | 2026-12-01 | 2027-02-28 | season
this summer | 2026-06-15 | 2026-08-31 | season
next spring | 2027-03-01 | 2027-05-31 | season
by the autumn | 2026-06-15 | 2026-11-30 | season
in the spring of 2031 | 2031-03-01 | 2031-05-31 | season
by summer's end | 2026-06-15 | 2026-08-31 | season
in May | 2027-05-01 | 2027-05-31 | month
in June | 2026-06-15 | 2026-06-30 | month
in July | 2026-07-01 | 2026-07-31 | month
before May | 2026-06-15 | 2027-04-30 | month
before June | 2026-06-15 | 2027-05-31 | month
by December | 2026-06-15 | 2026-12-31 | month
in May of next year | 2027-05-01 | 2027-05-31 | month
for February 2028 | 2028-02-01 | 2028-02-29 | month
next May | 2027-05-01 | 2027-05-31 | month
by mid-July | 2026-06-15 | 2026-07-20 | month
before the end of April | 2026-06-15 | 2027-04-30 | month
in the new year | 2027-01-01 | 2027-01-31 | month
between May and July 2031 | 2031-05-01 | 2031-07-31 | month
in the first three months of 2028 | 2028-01-01 | 2028-03-31 | month
next month | 2026-07-01 | 2026-07-31 | month
by the end of the month | 2026-06-15 | 2026-06-30 | month
this week | 2026-06-15 | 2026-06-21 | week
next week | 2026-06-22 | 2026-06-28 | week
early next week | 2026-06-22 | 2026-06-23 | week
late this week | 2026-06-19 | 2026-06-21 | week
the week after next | 2026-06-29 | 2026-07-05 | week
in the last week of May | 2027-05-25 | 2027-05-31 | week
in a fortnight | 2026-06-29 | 2026-06-29 | week
this weekend | 2026-06-20 | 2026-06-21 | day
by the weekend | 2026-06-15 | 2026-06-21 | day
next weekend | 2026-06-27 | 2026-06-28 | day
today | 2026-06-15 | 2026-06-15 | day
tonight | 2026-06-15 | 2026-06-15 | day
by midnight | 2026-06-15 | 2026-06-15 | day
at 2pm on Friday | 2026-06-19 | 2026-06-19 | day
tomorrow | 2026-06-16 | 2026-06-16 | day
the day after tomorrow | 2026-06-17 | 2026-06-17 | day
on Monday | 2026-06-15 | 2026-06-15 | day
on Friday | 2026-06-19 | 2026-06-19 | day
this Friday | 2026-06-19 | 2026-06-19 | day
next Friday | 2026-06-26 | 2026-06-26 | day
on 4 June | 2027-06-04 | 2027-06-04 | day
on the 4th of July | 2026-07-04 | 2026-07-04 | day
on June 16 | 2026-06-16 | 2026-06-16 | day
June 4th, 2031 | 2031-06-04 | 2031-06-04 | day
Friday 2 July 2027 | 2027-07-02 | 2027-07-02 | day
2031-06-04 | 2031-06-04 | 2031-06-04 | day
from November 20 to December 11 | 2026-11-20 | 2026-12-11 | day
between April 12 through the 16 | 2027-04-12 | 2027-04-16 | day
on 4-6 August | 2026-08-04 | 2026-08-06 | day
by 29 February | 2026-06-15 | 2028-02-29 | day
by Christmas | 2026-06-15 | 2026-12-25 | day
by Easter | 2026-06-15 | 2027-03-28 | day
by Thanksgiving | 2026-06-15 | 2026-11-26 | day
no later than 1 September 2027 | 2026-06-15 | 2027-09-01 | day
within 18 months | 2026-06-15 | 2027-12-15 | month
eighteen months | 2026-06-15 | 2027-12-15 | month
within 48 hours | 2026-06-15 | 2026-06-17 | day
in 20 minutes | 2026-06-16 | 2026-06-16 | day
in six months | 2026-12-15 | 2026-12-15 | month
in ten years' time | 2036-06-15 | 2036-06-15 | year
a year and a half from now | 2027-12-15 | 2027-12-15 | year
in two and a half years | 2028-12-15 | 2028-12-15 | year
half a century from now | 2076-06-15 | 2076-06-15 | century
in two or three years | 2028-06-15 | 2029-06-15 | year
in a year or two | 2027-06-15 | 2028-06-15 | year
this time next year | 2027-06-15 | 2027-06-15 | year
twenty-five years hence | 2051-06-15 | 2051-06-15 | year
over the next five years | 2026-06-15 | 2031-06-15 | year
some time in the next 10 to 20 years | 2026-06-15 | 2046-06-15 | year
the next year | 2026-06-15 | 2027-06-15 | year
in the year ahead | 2026-06-15 | 2027-06-15 | year
for another sixty years | 2026-06-15 | 2086-06-15 | year
in the coming months | 2026-06-15 | 2027-06-15 | month
within months | 2026-06-15 | 2027-06-15 | month
over the coming days and weeks | 2026-06-15 | 2026-08-15 | week
for years to come | 2026-06-15 | 2036-06-15 | year
within a few years | 2026-06-15 | 2031-06-15 | year
in a couple of months | 2026-08-15 | 2026-08-15 | month
"around the beginning of July" this year | 2026-07-01 | 2026-07-07 | month
"""

# published | phrase | first day | last day: year ends, leap days, the edges of units and of the calendar
DATED = """
2026-12-31 | tomorrow | 2027-01-01 | 2027-01-01
2026-12-31 | next year | 2027-01-01 | 2027-12-31
2026-12-31 | by the end of the year | 2026-12-31 | 2026-12-31
2027-01-01 | this week | 2027-01-01 | 2027-01-03
2024-02-29 | within a year | 2024-02-29 | 2025-02-28
2024-02-29 | in four years | 2028-02-29 | 2028-02-29
2026-01-31 | in a month | 2026-02-28 | 2026-02-28
2024-01-31 | in a month | 2024-02-29 | 2024-02-29
1896-03-01 | on 29 February | 1904-02-29 | 1904-02-29
2026-01-10 | this winter | 2026-01-10 | 2026-02-28
2026-01-10 | next winter | 2026-12-01 | 2027-02-28
2026-05-15 | in May | 2026-05-15 | 2026-05-31
2026-12-20 | in January | 2027-01-01 | 2027-01-31
2029-12-31 | this decade | 2029-12-31 | 2029-12-31
2029-12-31 | next decade | 2030-01-01 | 2039-12-31
2026-04-05 | between 4 and 6 April | 2026-04-05 | 2026-04-06
2026-06-14 | on Sunday | 2026-06-14 | 2026-06-14
2026-06-14 | next Sunday | 2026-06-21 | 2026-06-21
2026-12-28 | next week | 2027-01-04 | 2027-01-10
2026-11-30 | next quarter | 2027-01-01 | 2027-03-31
2026-04-05 | by Easter | 2026-04-05 | 2026-04-05
"""

# phrase | note | granularity; published on 15 June 2026
UNRESOLVED = """
anytime soon | vague | vague
eventually | vague | vague
never | vague | vague
soon | vague | vague
in a jiffy | vague | vague
in the long run | vague | vague
sooner or later | vague | vague
by then | vague | vague
in my lifetime | vague | vague
on our watch | vague | vague
by the time of the 2030 election | event | vague
before the August recess | event | vague
until December's conference in Vienna | event | vague
in the opening week | event | vague
on 31 June | no such date | day
on 29 February 2031 | no such date | day
2031-13-01 | no such date | day
in 9000 years | out of range | year
in fiscal 2027 | not understood | vague
xyzzy | not understood | vague
| not understood | vague
"""

# sentence with the expressions to be found in [brackets]
FOUND = """
The line will open [by 2031], or so Oslo says.
Prices could fall [within a decade].
[In the coming months] the cabinet will split.
The strait may close [before the end of next year].
[By mid-century], two deltas will have drowned.
Exports should recover [in Q3].
The pipeline will freeze [this winter].
Nobody expects a deal [anytime soon].
The border will [eventually] reopen.
The depot should be ready [within 18 months].
[The next decade] will be theirs.
Talks may resume [by the end of the year].
The truce should hold [until the end of 2031].
Growth will slow [over the next five years], then stop.
The harbour reopens [next spring].
They will vote [on 4 June].
They will vote [in May].
A vote is likely [later this year] or [early next week].
All this will be settled [by the time of the 2030 election].
[In the long run], tariffs will hurt.
The debt will weigh on them [for years to come].
She will speak [tomorrow] and leave [tonight].
The lake will be dry [soon].
The ministry could fix that [in a jiffy].
The grants will not come [until next spring at the earliest].
No pact will last [until the 2027 conference].
The poll will be held [from November 20 to December 11].
It might take [eighteen months] to clear the river.
It could be [weeks] before the lights return.
He gives it [two years].
Turnout will fall [in Wednesday's poll].
The force will leave [some time in the next 10 to 20 years].
[By the time the mandate runs out in 2038], the fleet will be gone.
The council meets Friday, the court [on Saturday, March 29, 2031].
Ferries will stop [as early as June].
Ferries will stop [no later than 1 September 2027].
Rates will double [by 2029] and again [by the mid-2030s].
The dam could fail [before the year is out].
The bridge opens [on Friday 6 April].
The tax will end [at the end of June].
"""

NOT_FOUND = """
Some 2,030 people marched.
Exports rose by 2030 votes and fell by 2030%.
The 1990s were kinder to the coast.
May said that the deal was dead.
In March, he resigned.
On Tuesday they fled.
In 2016 she won.
It was the driest year, for the first time in years.
He has ruled for 20 years.
They met two years ago.
Last year the bridge fell.
After two years of war nobody counts.
A two-year ban was lifted.
It was the worst flood in decades.
One in five stayed.
The Sunday Times reported it.
Every Monday they queue.
The next president has no army.
Doubt grows by the day.
Few trust May.
In recent years the river has moved.
Over the past year it has moved again.
Trade has shrunk since 2016.
The fall of Kabul surprised them.
This fall in prices surprised them.
In the fall of Kabul they saw an omen.
At 2000 feet the air is thin.
A quarter of the army deserted.
He may march on the capital.
A second vote failed.
Next year's budget is late.
It never rains.
They left soon afterwards.
How soon is uncertain.
The cause was not immediately clear.
4:00 local time, 2005-09-21
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "start", "end", "granularity"), _rows(RESOLVED))
def test_a_phrase_has_its_days(phrase: str, start: str, end: str, granularity: str) -> None:
    found = resolve_horizon(phrase, PUBLISHED)
    assert (str(found.start), str(found.end), found.granularity, found.note) == (start, end, granularity, "")


@pytest.mark.parametrize(("published", "phrase", "start", "end"), _rows(DATED))
def test_the_calendar_has_edges(published: str, phrase: str, start: str, end: str) -> None:
    found = resolve_horizon(phrase, date.fromisoformat(published))
    assert (str(found.start), str(found.end), found.note) == (start, end, "")


@pytest.mark.parametrize(("phrase", "note", "granularity"), _rows(UNRESOLVED))
def test_what_has_no_day_says_why(phrase: str, note: str, granularity: str) -> None:
    found = resolve_horizon(phrase, PUBLISHED)
    assert (found.start, found.end, found.note, found.granularity) == (None, None, note, granularity)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("by 2031", None, date(2031, 12, 31)),
        ("in May 2031", date(2031, 5, 1), date(2031, 5, 31)),
        ("on 4 June 2031", date(2031, 6, 4), date(2031, 6, 4)),
        ("by the early 2030s", None, date(2033, 12, 31)),
        ("before the end of 2031", None, date(2031, 12, 31)),
    ],
)
def test_full_dates_need_no_publication_date(phrase: str, start: date | None, end: date) -> None:
    found = resolve_horizon(phrase, None)
    assert (found.start, found.end, found.note) == (start, end, "")


@pytest.mark.parametrize(
    ("phrase", "granularity"),
    [
        ("next year", "year"),
        ("in May", "month"),
        ("tomorrow", "day"),
        ("within a decade", "decade"),
        ("by mid-century", "century"),
        ("in Q3", "quarter"),
        ("this winter", "season"),
        ("by the end of the week", "week"),
    ],
)
def test_relative_dates_say_that_they_need_one(phrase: str, granularity: str) -> None:
    found = resolve_horizon(phrase, None)
    assert (found.start, found.end, found.note, found.granularity) == (None, None, "no publication date", granularity)


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("after 2030", date(2031, 1, 1)),
        ("from 2031 onwards", date(2031, 1, 1)),
        ("as early as July", date(2026, 7, 1)),
        ("until next spring at the earliest", date(2027, 3, 1)),
        ("no earlier than 1 September 2027", date(2027, 9, 1)),
    ],
)
def test_a_beginning_alone_leaves_the_end_open(phrase: str, start: date) -> None:
    found = resolve_horizon(phrase, PUBLISHED)
    assert (found.start, found.end, found.note) == (start, None, "open-ended")


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("by 2010", "2010-12-31"),
        ("in 2016", "2016-12-31"),
        ("by the end of last year", "2025-12-31"),
        ("this May", "2026-05-31"),
    ],
)
def test_what_lies_before_publication_is_noted_as_past(phrase: str, end: str) -> None:
    found = resolve_horizon(phrase, PUBLISHED)
    assert (str(found.end), found.note) == (end, "past")


@pytest.mark.parametrize("marked", FOUND.strip().splitlines())
def test_expressions_are_found_whole(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    wanted = [piece.split("]")[0] for piece in marked.split("[")[1:]]
    found = find_horizons(text)
    assert [span.text for span in found if span.text != "Friday"] == wanted
    assert all(text[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize("text", NOT_FOUND.strip().splitlines())
def test_other_words_are_left_alone(text: str) -> None:
    assert find_horizons(text) == []


def test_offsets_count_in_the_whole_text() -> None:
    text = "Por 𝔄 fin: by 2031. The ferry stops in May."
    inside = find_horizons(text, text.index("The"))
    assert [(span.text, text[span.start : span.end]) for span in inside] == [("in May", "in May")]
    assert [span.text for span in find_horizons(text, 0, text.index("The"))] == ["by 2031"]


@pytest.mark.parametrize(("start", "end"), [(-5, 999), (50, 10), (0, -1)])
def test_bounds_outside_the_text_are_clipped(start: int, end: int) -> None:
    assert all(0 <= span.start < span.end <= 12 for span in find_horizons("Over by 2031", start, end))


_WORDS = sorted(
    {word for phrase in vocabulary().relations.meanings for word in phrase}
    | {word for phrase in vocabulary().parts.meanings for word in phrase}
    | set(vocabulary().units)
    | {
        "May",
        "June",
        "31",
        "29",
        "February",
        "0",
        "9999",
        "2031",
        "2030s",
        "1st",
        "next",
        "a",
        "and",
        "or",
        "-",
        "'s",
        "Easter",
        "Q4",
        "25:61",
        "0000-00-00",
    }
)


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.dates() | st.none())
@settings(max_examples=300, deadline=None)
def test_no_row_of_time_words_raises(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    for span in find_horizons(text):
        found = resolve_horizon(span.text, published)
        assert found.end is None or found.start is None or found.start <= found.end
    assert resolve_horizon(text, published).note is not None


@given(st.text(max_size=80), st.dates())
@settings(max_examples=200, deadline=None)
def test_no_text_raises(text: str, published: date) -> None:
    assert all(text[span.start : span.end] == span.text for span in find_horizons(text))
    assert resolve_horizon(text, published).granularity


@pytest.mark.parametrize(
    "words", ["by the end of ", "from May to ", "the first half of ", "1-", "two or three or ", "by the time "]
)
def test_time_grows_with_the_text_and_no_faster(words: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        find_horizons(words * count)
        return time.process_time() - begun

    find_horizons(words)
    assert seconds(2000) < 16 * max(seconds(500), 0.005)
