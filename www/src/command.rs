//! Running other programs, in words a person can follow.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Says what happens now, in Chinese and in English.
pub fn say(chinese: &str, english: &str) {
    println!("→ {chinese}");
    println!("  {english}");
    let _ = std::io::stdout().flush();
}

/// A command in `folder`.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Cargo in `folder`: the one that started this program, else the one on the path.
pub fn cargo(folder: &Path) -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), folder)
}

/// The command as a person would type it.
pub fn written(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    std::iter::once(name)
        .chain(command.get_args().map(OsStr::to_string_lossy))
        .map(|word| if word.contains(' ') { format!("'{word}'") } else { word.into_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command whose output goes straight to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let text = written(command);
    let status = command.status().with_context(|| cannot_start(&text))?;
    if !status.success() {
        bail!("`{text}` failed ({status}); its own message is above");
    }
    Ok(())
}

/// Runs a command for what it writes; what it says of its progress goes to the terminal.
pub fn output(command: &mut Command) -> Result<String> {
    let text = written(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(&text))?;
    if !output.status.success() {
        bail!("`{text}` failed ({}); its own message is above", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{text}` wrote something that is no text"))
}

/// Runs a command that is only asked a question: its standard output, or `None` if it failed.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, shows its standard output as it comes and gives it back with whether it succeeded.
pub fn run_and_keep(command: &mut Command) -> Result<(bool, String)> {
    let text = written(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(&text))?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut out = std::io::stdout().lock();
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .with_context(|| format!("the output of `{text}` cannot be read"))?
            > 0
        {
            let _ = out.write_all(&line).and_then(|()| out.flush());
            kept.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().with_context(|| format!("`{text}` was lost"))?;
    Ok((status.success(), kept))
}

fn cannot_start(text: &str) -> String {
    format!("`{text}` cannot be started; install the program or put its folder on the PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_written_as_typed() {
        let mut command = command("/usr/bin/printf", Path::new("."));
        command.args(["%s", "a b"]);
        assert_eq!(written(&command), "printf %s 'a b'");
    }

    #[test]
    fn output_is_kept_and_failure_is_told() {
        let (fine, text) =
            run_and_keep(command("sh", Path::new(".")).args(["-c", "echo one; echo two; exit 3"])).unwrap();
        assert!(!fine);
        assert_eq!(text, "one\ntwo\n");
        assert_eq!(ask(command("sh", Path::new(".")).args(["-c", "exit 1"])), None);
    }

    #[test]
    fn a_missing_program_says_what_to_do() {
        let error = format!("{:#}", run(&mut command("no-such-program-here", Path::new("."))).unwrap_err());
        for part in ["`no-such-program-here` cannot be started; install", "No such file"] {
            assert!(error.contains(part), "{error}");
        }
        let error = run(command("sh", Path::new(".")).args(["-c", "exit 3"])).unwrap_err().to_string();
        assert!(error.contains("`sh -c 'exit 3'` failed (exit status: 3)"), "{error}");
    }
}
