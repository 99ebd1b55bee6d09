"""Where this machine stands: its own zone, or nothing rather than a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.places import time_zone


@pytest.mark.parametrize(
    ("environ", "zone"),
    [
        ({"TZ": "Asia/Karachi"}, "Asia/Karachi"),
        ({"TZ": ":Africa/Lagos"}, "Africa/Lagos"),
        ({"TZ": "/usr/share/zoneinfo/Africa/Cairo"}, "Africa/Cairo"),
        ({"TZ": "UTC"}, ""),
        ({"TZ": "Etc/GMT+5"}, ""),
        ({"TZ": "EST5EDT,M3.2.0,M11.1.0"}, ""),
        ({"TZ": "Mars/Base"}, ""),
        ({"TZ": "Asia/Karachi", "SSH_CONNECTION": "1 2 3 4"}, "Asia/Karachi"),
        ({"SSH_CONNECTION": "1 2 3 4"}, ""),
        ({}, "Asia/Kolkata"),
    ],
)
def test_the_zone_of_the_machine_where_it_is_told(
    tmp_path: Path, environ: dict[str, str], zone: str
) -> None:
    target = tmp_path / "zoneinfo" / "Asia" / "Kolkata"
    target.parent.mkdir(parents=True)
    target.touch()
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert time_zone(environ, str(link)) == zone


def test_a_copied_or_missing_localtime_says_nothing(tmp_path: Path) -> None:
    assert time_zone({}, str(tmp_path / "none")) == ""
    (tmp_path / "file").write_bytes(b"TZif")
    assert time_zone({}, str(tmp_path / "file")) == ""
    link = tmp_path / "utc"
    link.symlink_to("/usr/share/zoneinfo/Etc/UTC")
    assert time_zone({}, str(link)) == ""
