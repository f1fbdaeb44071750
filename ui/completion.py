"""`footnote completion`."""

import click


@click.command(short_help="Print the script that completes commands in your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands in your shell.

    \b
    bash:  footnote completion bash >> ~/.bashrc
    zsh:   footnote completion zsh >> ~/.zshrc
    fish:  footnote completion fish > ~/.config/fish/completions/footnote.fish
    """  # noqa: D301  (\b keeps click from joining the lines)
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    root = click.get_current_context().find_root()
    if kind is not None:
        click.echo(kind(root.command, {}, "footnote", "_FOOTNOTE_COMPLETE").source())
