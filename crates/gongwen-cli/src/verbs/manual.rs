//! `completions` and `man`: the command line describing itself.

use anyhow::{Result, bail};
use clap::Command;
use clap_complete::Shell;
use std::io::Write;

/// Prints the completion script for a shell.
pub(crate) fn completions(mut command: Command, shell: Shell) -> Result<bool> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "gongwen", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(true)
}

/// Prints the manual page of the program or of one verb.
pub(crate) fn man(mut command: Command, verb: Option<&str>) -> Result<bool> {
    command.build();
    let page = match verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(found) => found.clone(),
            None => bail!("no verb is called `{verb}`; `gongwen help` lists them"),
        },
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    std::io::stdout().lock().write_all(&roff)?;
    Ok(true)
}
