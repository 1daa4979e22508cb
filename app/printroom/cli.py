"""Commands for the print room."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.printroom.ledger import Account, ledger
from app.printroom.stock_desk import ledger_csv
from app.printroom.stock_models import SheetBox
from app.printroom.words import ranges_told

printroom_commands = AppGroup("printroom", help="Print runs and numbered sheets.")


@printroom_commands.command("ledger")
@click.option("--csv", "as_csv", is_flag=True, help="Print the whole ledger as a table.")
def show_ledger(as_csv: bool) -> None:
    """Tell whether the ledger of the sheets balances, or where not; ends with 1 where it does not."""
    whole = ledger()
    if as_csv:
        click.echo(ledger_csv(whole), nl=False)
    else:
        for one in whole.boxes:
            click.echo(f"{_told(one.account, one.box)}, {one.left} blank of {one.sheets}")
        for each in whole.runs:
            click.echo(f"run {each.run.id}: {_told(each.account, each.box)}")
    if not whole.balances:
        raise SystemExit(1)


def _told(account: Account, box: SheetBox | None) -> str:
    name = f"{box.named(box.first)}-{box.named(box.last)}" if box else "paper without numbers"
    counts = f"taken {account.taken} = printed {account.printed} + spoiled {account.spoiled} + back {account.returned}"
    if account.balances:
        return f"{name}: {counts}, balances"
    faults = [
        f"nothing said of {ranges_told(account.open, box)}" if account.open else "",
        f"in two places: {ranges_told(account.twice, box)}" if account.twice else "",
    ]
    return f"{name}: {counts}, DOES NOT BALANCE: {'; '.join(filter(None, faults))}"
