"""Reads and writes the tables `station` and `access_key`."""

from dataclasses import asdict
from datetime import datetime

from openbitmap.node.access.model import Principal, Station
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import StationId

_SQL = named_queries(__package__)


def insert_station(tx: Transaction, station: Station) -> bool:
    """True if it was new."""
    return bool(tx.run(_SQL["insert_station"], **asdict(station) | {"tots": list(station.tots)}))


def station_named(tx: Transaction, station: StationId) -> Station | None:
    return tx.one(_SQL["station_named"], into=Station, station=station)


def all_stations(tx: Transaction) -> list[Station]:
    return tx.all(_SQL["all_stations"], into=Station)


def insert_key(tx: Transaction, key_hash: str, holder: Principal, *, at: datetime) -> None:
    tx.run(_SQL["insert_key"], key_hash=key_hash, at=at, **asdict(holder))


def revoke_key(tx: Transaction, key_hash: str, at: datetime) -> bool:
    return bool(tx.run(_SQL["revoke_key"], key_hash=key_hash, at=at))


def holder_of(tx: Transaction, key_hash: str) -> Principal | None:
    return tx.one(_SQL["holder_of_key"], into=Principal, key_hash=key_hash)
