"""The PostgreSQL that tests run on."""

from __future__ import annotations

import psycopg

from tests.postgres import Server, postgres, postgres_server

__all__ = ["postgres", "postgres_server"]


def test_each_test_gets_an_empty_database_on_a_real_server(postgres: str, postgres_server: Server) -> None:
    with psycopg.connect(postgres) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        version = connection.execute("SHOW server_version").fetchone()

    assert tables == (0,)
    assert version is not None
    assert f":{postgres_server.port}/" in postgres
