"""By when: a small grammar of English time expressions, read forward from the day of publication.

>>> from datetime import date
>>> [span.text for span in find_horizons("The bridge will open by the end of next year.")]
['by the end of next year']
>>> resolve_horizon("by the end of next year", date(2026, 6, 15)).end
datetime.date(2027, 12, 31)

Conventions, ours where no source is named:

- `by`, `until` and `through` a period run to its last day; `before` it, to the day before its first; `before the end of` it, to its last.
- What is named by month, season, quarter, feast or weekday alone is the first that is not over on the day of publication; with `next`, the
  first to begin after it (of weekdays, that of the next week); with `this`, that of the same calendar year. A period that is running begins, as
  a horizon, with the day of publication.
- `next year` is the calendar year that follows, `the next year` the twelve months ahead; so with every unit.
- `in six months` is the day six months on; `within`, `over` and `for six months` are all the days until then. A month without that day gives its last.
- Without a number (`in the coming months`) a plural has the bound that the lexicon states; so have `a few`, `several` and the like.
- `early`, `mid` and `late` are thirds; `start` and `end` the first and last month of a year, year of a decade, week of a month; mid-century is
  its fiftieth year. Seasons are northern. Decades and centuries begin with the year that ends in 0 or 00.
- Elections, conferences and other events are no dates (`event`), even where their year is named.
"""

from __future__ import annotations

from stanceflow.annotate.horizons.periods import Granularity
from stanceflow.annotate.horizons.resolution import Horizon, resolve_horizon
from stanceflow.annotate.horizons.search import HorizonSpan, find_horizons

__all__ = ["Granularity", "Horizon", "HorizonSpan", "find_horizons", "resolve_horizon"]
