"""How days, hours and what is neither are written in the mail of a program."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BLOT: Final = "\x01"
"""Stands for each sign of what was read."""
MON: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WD: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
FIRST: Final = (
    r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
    r"(?!\s*(?::\d|\.\d\d|h\d|o'clock|[ap]\.?\s?m\b|noon))"
)
NUM: Final = (
    FIRST + r"(?!\s*(?:hours?\b|hrs?\b|min|slots?\b|spots?\b"
    r"|(?:-|to|and|or|&)\s*\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?\s?m\b|(?:-|to)\s*\d{1,2}:\d\d"
    r"|-\d{1,2}\s*\(?(?:[ECMP][SD]?T|Eastern|Central|Mountain|Pacific)\b"
    r"))(?![ \t]*-?[ \t]*" + MON + r")"
)
AND: Final = rf"\s*(?:[|]\s*(?={WD})|,\s*(?:and|or|&)?|and|or|&|/|\+)\s*(?:the\s+)?"
TO: Final = r"\s*(?:-|to|through|thru|until)\s*"
OF_WEEK: Final = rf"(?:(?P<wd>{WD})\s*[,|]?\s*(?:the\s+)?)?"
LIST: Final = (
    rf"(?:{WD},?\s*(?:the\s+)?)?{FIRST}(?:\s*\({WD}\))?"
    rf"(?:(?:{AND}|{TO})(?:{WD},?\s*)?(?:the\s+)?{NUM}(?:\s*\({WD}\))?)*"
)
ORD: Final = r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"
YEAR: Final = r"(?:\s*,?\s*(?P<y>20\d\d)(?!\d)|\s*,?\s*'(?P<yy>\d\d)\b)?"
AFTER: Final = rf"(?:\s*[,(]?\s*(?P<wd2>{WD})\)?(?!\s*,?\s*(?:the\s+)?(?:\d|{MON})))?"
IN_WORDS: Final = re.compile(
    rf"(?i)(?<![\w$]){OF_WEEK}(?:(?P<m>{MON})\s*"
    rf"(?:(?:dates?\s*)?(?P<y0>20\d\d)?\s*:\s*(?:\|\s*)?|\(|\|\s*)?(?:the\s+)?(?P<list>{LIST})|"
    rf"(?P<list2>{ORD}(?:{AND}{WD},?\s*(?:the\s+)?{ORD})+|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    rf"(?:(?:{AND}|{TO})(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)*)"
    rf"(?:\s+of)?[ \t-]*(?P<m2>{MON})-?(?![ \t]*\d{{1,2}}(?:st|nd|rd|th)?"
    r"(?:,|[ \t]*(?:\||$|\s\s)|[ \t]+(?:\d{1,2}:|at\b|20\d\d))))"
    rf"{YEAR}{AFTER}"
)
LISTED: Final = re.compile(
    rf"(?i)(?P<wd>{WD},?\s*)?(?:the\s+)?(?P<n>\d+)(?:st|nd|rd|th)?(?:\s*\((?P<wd2>{WD})\))?"
)
ACROSS: Final = re.compile(rf"(?i)^(?:{TO}|\s+and\s+)(?:{WD}\s*,?\s*)?$")
"""Between the ends of a range of days."""
ISO: Final = re.compile(r"(?<!\d)(20\d\d)[-/](\d\d)[-/](\d\d)(?:T(?=\d\d:?\d\d))?(?!\d\d\d)")
FIGURES: Final = re.compile(
    rf"(?i)(?<![\w$/.-]){OF_WEEK}(\d{{1,2}})([/.-])(\d{{1,2}})(?:\3(?P<y>20\d\d|\d\d))?(?![\w/-]\d|\d|\.\d)"
    rf"{AFTER}"
)
ORDINAL: Final = re.compile(
    rf"(?i)\b{OF_WEEK}(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)\b"
    r"(?!\s*(?:floor|street|st\b|ave|year|edition|choice|interview|annual|time|percentile))"
)
RELATIVE: Final = re.compile(
    rf"(?i)\b(?P<rel>today|tomorrow|tonight|(?:this|next|coming)\s+{WD}|{WD})"
)
CLOCK: Final = (
    r"(?P<t{0}>\d{{1,2}}(?:\s?[:.h]\s?[0-5]\d)?(?::[0-5]\d(?!\d))?|\d{{3,4}}|(?:12(?::00)?\s*)?(?:noon|midday|midnight))"
    r"(?!\d)(?:\s*(?P<h{0}>[ap])(?:\.\s?m\b\.?|\s?m\b|(?![\w.])))?(?P<u{0}>\s*(?:hrs?\b|hours\b|h\b|o'?clock)|Z\b)?"
)
ZONED: Final = (
    r"(?:\s*\(?(?P<z>[A-Z]{2,4}|Eastern|Central|Mountain|Pacific)\)?(?=\s*(?:-|to\b|until)))?"
)
SPAN: Final = re.compile(
    rf"(?i)(?<![\w$:.,#+/-])(?P<between>between\s+)?{CLOCK.format(1)}{ZONED}"
    rf"(?:[^\S\n]*(?:-{{1,2}}|to|until|till?|through|thru|/(?=\s*\d{{4}}))\s*"
    r"(?:about |around |approximately |approx\.? |~)?|(?(between)\s+and\s+|(?!)))"
    rf"{CLOCK.format(2)}(?![\w/:])(?!\s*(?:left|spots?|slots?|open|remain|seats?|applicants?)\b)"
)
AT: Final = re.compile(rf"(?i)(?<![\w$:.,#+/-]){CLOCK.format(1)}(?![\w/:]|-\d)")
BARE_LIST: Final = re.compile(
    r"(?i)(?<![\w$:.,#+/-])(?P<t1>\d{1,2}(?::[0-5]\d)?)(?=\s*(?:,|or|and|&|/|,\s*(?:and|or))\s*"
    r"(?:\d{1,2}(?::[0-5]\d)?\s*(?:,|or|and|&|/|,\s*(?:and|or))\s*)*"
    r"\d{1,2}(?::[0-5]\d)?\s*[ap]\.?\s?m\b)"
)
OFFSET: Final = re.compile(
    r"\(?\b(?:UTC|GMT)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)\)?"
    r"|(?:(?<=\x01\d\d:\d\d)|(?<=\x01\d{4})|(?<=\d\d:\d\d:\d\d)) ?"
    r"(?P<sign2>[+-])(?P<hours2>[01]\d):?(?P<minutes2>[0-5]\d)(?!\d)"
)
NO_SLOT: Final = re.compile(
    r"(?i)https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}\b(?:\s*(?:x|ext\.?)\s*\d+)?"
    r"|\b\d{3}-\d{4}\b|\+\d[\d ().-]{8,}\d|(?:x|ext\.?|extension)\s*\d{3,5}\b"
    r"|[$€£]\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:usd|dollars?|%)|\b\d{10}\b|\b24/7\b"
    r"|\b(?:id|passcode|code|pin|room|suite|ste|bldg|building|floor|box|zip|#)\b[:#. ]*[\d][\d -]*"
    r"|\b\d{2,5}\s+(?:[NSEW]\.?\s+)?[A-Z]\w+\s+"
    r"(?:st(?:reet)?|ave(?:nue)?|rd|road|blvd|drive|dr|lane|way|pkwy)\b\.?"
    r"|\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b|\bpgy[ -]?\d(?:\s*(?:-|and|/)\s*\d)?"
    r"|\b20\d\d\s*-\s*(?:20)?\d\d\b"
    r"(?!-)(?=\s*(?:season|interview|academic|application|recruit|match|cycle|eras))"
)
HEAD: Final = (
    r"(?:sent|received|date|from|to|cc|bcc|subject|reply-to|message-id|importance|attachments)\s*:"
)
HEADERS: Final = re.compile(rf"(?im)^[ \t]*{HEAD}[^\n]*(?:\n(?=[ \t]*{HEAD})[^\n]*)*")
WROTE: Final = re.compile(r"(?im)^[ \t]*on\b[^\n]{5,100}(?:\n[^\n]{0,100})?\bwrote:[ \t]*$")
MAILED: Final = re.compile(r"(?i)\bfrom:|\bto:|\bsubject:|\bsent:|[+-]\d{4}\b|\d:\d\d:\d\d")
"""What tells the line of a mail's own date from the date of an interview."""
MILITARY: Final = re.compile(r"(?!20[2-9])[0-2]\d[0-5]\d|\d{1,2}\.\d\d")
"""0830, 11.00; no year."""
NO_HOUR: Final = re.compile(r"\d{3}|\d{1,2}h(?:ours|rs?)?")
"""“2 hours” is a length, “900” a number."""
DAY_BEFORE: Final = re.compile(r"(?i)(?:\bat|@|\x01[\s,|-]*)\s*$")
"""`8 DEC at 0900` is an hour."""
AFTER_DAY: Final = re.compile(r"(?i)(?:\x01|\dth|\dst|\dnd|\drd|days?)\W{0,2}at $")
"""`8 DEC at 9` is an hour too."""
ZONE_AFTER: Final = re.compile(
    r"\s*,?\s*\(?(?:[ECMP][SD]?T|AKS?T|HST|Eastern|Central|Mountain|Pacific|local time)\b"
)
"""“9-5 ET” is no length."""
