//! The rulebook's cases inside WASM, by Node.

use anyhow::{Result, ensure};

use super::{Done, tested};
use crate::command::command;
use crate::workspace::Workspace;

const CASES: &str = "tests/wasm/cases.mjs";

/// The same cases as natively, over what wasm-pack made of the widget.
pub fn cases(workspace: &Workspace) -> Result<Done> {
    ensure!(
        workspace.root().join(CASES).is_file(),
        "no test in part wasm-cases: {CASES} is missing; restore it or switch the part off"
    );
    tested(
        command("node", workspace.root())
            .arg(CASES)
            .env("YINGBAO_PKG", workspace.widget_package())
            .env("YINGBAO_SITE", workspace.site()),
    )
}
