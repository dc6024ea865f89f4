"""The vault: sealed, verified, once per owner, and gone when erased."""

import stat
from pathlib import Path

import pytest

from openbitmap.node import ledger
from openbitmap.node.database import Database
from openbitmap.node.events import SampleErased
from openbitmap.node.vault import Corrupted, Erased, Unknown, Vault, vault_key
from openbitmap.vocabulary import Digest, digest_of

IMAGE = b"a finger, as the scanner gave it" * 100
KEY = bytes(range(32))


@pytest.fixture
def vault(vault_folder: Path) -> Vault:
    return Vault(vault_folder, KEY)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def put(database: Database, vault: Vault, owner: str = "sub-1") -> Digest:
    with database.transaction() as tx:
        return vault.put(tx, IMAGE, owner=owner)


def test_what_goes_in_comes_out_and_is_not_readable_on_disk(
    database: Database, vault: Vault, vault_folder: Path
) -> None:
    digest = put(database, vault)
    (file,) = files(vault_folder)
    assert digest == digest_of(IMAGE)
    assert b"scanner" not in file.read_bytes()
    assert file.name == digest_of(file.read_bytes())
    assert file.relative_to(vault_folder).parts[:3] == ("blobs", file.name[:2], file.name[2:4])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with database.reading() as tx:
        assert vault.get(tx, digest) == IMAGE


def test_the_same_bytes_of_one_owner_are_stored_once(database: Database, vault: Vault, vault_folder: Path) -> None:
    assert put(database, vault) == put(database, vault)
    assert len(files(vault_folder)) == 1
    put(database, vault, owner="sub-2")
    assert len(files(vault_folder)) == 2


def test_two_transactions_sealing_the_same_bytes_at_once_keep_one(
    database: Database, vault: Vault, vault_folder: Path
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: put(database, vault), range(8)))
    assert len(files(vault_folder)) == 1
    with database.reading() as tx:
        assert vault.get(tx, digest_of(IMAGE)) == IMAGE


@pytest.mark.parametrize("damage", ["flip", "cut", "delete", "swap"])
def test_a_damaged_file_is_never_returned(database: Database, vault: Vault, vault_folder: Path, *, damage: str) -> None:
    digest = put(database, vault)
    (file,) = files(vault_folder)
    whole = file.read_bytes()
    if damage == "flip":
        file.write_bytes(whole[:50] + bytes([whole[50] ^ 1]) + whole[51:])
    elif damage == "cut":
        file.write_bytes(whole[:-1])
    elif damage == "delete":
        file.unlink()
    else:
        with database.transaction() as tx:
            vault.put(tx, b"another", owner="sub-1")
        (other,) = [path for path in files(vault_folder) if path != file]
        file.write_bytes(other.read_bytes())
    with database.reading() as tx, pytest.raises(Corrupted, match=digest):
        vault.get(tx, digest)


def test_another_vault_key_opens_nothing(database: Database, vault: Vault, vault_folder: Path) -> None:
    digest = put(database, vault)
    with database.reading() as tx, pytest.raises(Corrupted):
        Vault(vault_folder, bytes(32)).get(tx, digest)


def test_a_wrapped_key_moved_to_another_row_opens_nothing(database: Database, vault: Vault) -> None:
    """The binding of key and bytes to owner and digest: a row cannot be passed off as another's."""
    digest = put(database, vault)
    with database.transaction() as tx:
        tx.run("UPDATE vault_objects SET owner = 'sub-2'")
    with database.reading() as tx, pytest.raises(Corrupted):
        vault.get(tx, digest)


def test_erased_is_gone_recorded_and_may_come_again(database: Database, vault: Vault, vault_folder: Path) -> None:
    digest = put(database, vault)
    with database.transaction() as tx:
        assert vault.erase(tx, digest, reason="retention-ended") == 1
    assert files(vault_folder) == []
    with database.transaction() as tx:
        with pytest.raises(Erased):
            vault.get(tx, digest)
        assert tx.scalar("SELECT count(*) FROM vault_objects WHERE wrapped_key IS NOT NULL") == 0
        assert vault.erase(tx, digest, reason="again") == 0
        (entry,) = ledger.history(tx, digest)
    assert entry.event == SampleErased(digest, "retention-ended")
    put(database, vault)
    with database.reading() as tx:
        assert vault.get(tx, digest) == IMAGE


def test_an_erasure_that_is_rolled_back_destroys_nothing(database: Database, vault: Vault) -> None:
    digest = put(database, vault)
    with pytest.raises(RuntimeError), database.transaction() as tx:
        vault.erase(tx, digest, reason="mistake")
        raise RuntimeError
    with database.reading() as tx:
        assert vault.get(tx, digest) == IMAGE


def test_erasing_one_owners_copy_leaves_the_others(database: Database, vault: Vault) -> None:
    digest = put(database, vault, owner="sub-1")
    put(database, vault, owner="sub-2")
    with database.transaction() as tx:
        assert vault.erase(tx, digest, reason="retention-ended", owner="sub-1") == 1
        assert vault.get(tx, digest) == IMAGE
        assert vault.erase(tx, digest, reason="redress") == 1
    with database.reading() as tx, pytest.raises(Erased):
        vault.get(tx, digest)


def test_an_unknown_digest_is_said_to_be_unknown(database: Database, vault: Vault) -> None:
    with database.transaction() as tx:
        with pytest.raises(Unknown):
            vault.get(tx, digest_of(b"never seen"))
        with pytest.raises(Unknown):
            vault.erase(tx, digest_of(b"never seen"), reason="x")


def test_sweeping_removes_only_what_no_living_object_names(
    database: Database, vault: Vault, vault_folder: Path
) -> None:
    digest = put(database, vault)
    with pytest.raises(RuntimeError), database.transaction() as tx:
        vault.put(tx, b"rolled back", owner="sub-1")
        raise RuntimeError
    unfinished = files(vault_folder)[0].with_name("half.new")
    unfinished.write_bytes(b"half")
    assert len(files(vault_folder)) == 3
    with database.transaction() as tx:
        assert vault.sweep(tx) == 0  # all too young: their transactions may still be open
        assert vault.sweep(tx, older_than=-1) == 1
        assert vault.get(tx, digest) == IMAGE
    assert len(files(vault_folder)) == 1


def test_the_key_file_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vault.key"
    key = vault_key(path)
    assert len(key) == 32
    assert vault_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert files(tmp_path) == [path]
    path.chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        vault_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="5 bytes"):
        vault_key(path)
