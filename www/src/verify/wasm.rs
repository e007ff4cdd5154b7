//! The engine inside WASM, by Node: the rulebook's cases, and values that are no documents.

use anyhow::{Result, ensure};

use super::{Done, tested};
use crate::command::command;
use crate::workspace::Workspace;

const FILES: [&str; 3] = ["tests/wasm/cases.mjs", "tests/wasm/growth.mjs", "tests/wasm/hostile.mjs"];

/// The same cases as natively, and values of every kind, over what wasm-pack made of the engine for pages of one's own.
pub fn cases(workspace: &Workspace) -> Result<Done> {
    for file in FILES {
        ensure!(
            workspace.root().join(file).is_file(),
            "no test in part wasm-cases: {file} is missing; restore it or switch the part off"
        );
    }
    tested(
        command("node", workspace.root())
            .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
            .args(FILES)
            .env("YINGBAO_API", workspace.api_package())
            .env("YINGBAO_SITE", workspace.site()),
    )
}
