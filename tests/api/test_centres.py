"""Over HTTP: what is read of each weighing at a centre is a rule of the centre, which each device hears."""

from __future__ import annotations

from .dairy import Dairy


def readings(dairy: Dairy) -> dict[str, list[str]]:
    return {one["code"]: one["readings"] for one in dairy.get("clerk", "/centres")["items"]}


def test_an_admin_sets_what_a_centre_reads_and_clerks_hear_it(dairy: Dairy) -> None:
    assert readings(dairy) == {"KIA": [], "MUG": []}
    chosen, address = {"readings": ["alcohol", "lactometer"]}, "/centres/KIA/readings"
    assert dairy.ask("clerk", "PUT", address, chosen).status_code == 403
    first = dairy.ask("admin", "PUT", address, chosen)
    assert (first.status_code, first.json["position"]) == (200, dairy.position())
    assert readings(dairy) == {"KIA": ["lactometer", "alcohol"], "MUG": []}
    before = dairy.position()
    assert dairy.ask("admin", "PUT", address, chosen).status_code == 200
    assert dairy.position() == before
    assert "alcohol" in dairy.get("auditor", "/stories/centre/KIA")["items"][-1]["words"]
    assert dairy.ask("admin", "PUT", address, {"readings": ["plate_count"]}).status_code == 422
    assert dairy.ask("admin", "PUT", "/centres/NYE/readings", chosen).status_code == 404
