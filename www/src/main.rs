//! The demo portal, its site builder and server, and the command that runs every test.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use command::say;
use served::Site;
use server::Served;
use workspace::Workspace;

mod command;
mod compress;
mod costs;
mod headers;
mod imports;
mod loader;
mod minify;
mod served;
mod server;
mod site;
mod size;
mod toolchain;
mod verify;
mod workspace;

/// 应保：构建并打开演示门户，运行全部测试。 Builds and serves the demonstration portal, and runs every test.
#[derive(Parser)]
#[command(name = "yingbao-www", version)]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// 安装缺少的工具，构建网站并打开服务。 Install what is missing, build the site and serve it.
    Demo(Serving),
    /// 只构建网站。 Build the site only.
    Build {
        /// 写入的文件夹（默认 target/site）。 The folder to write (default target/site).
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// 打开已构建的网站。 Serve a site that is built.
    Serve {
        /// 网站所在的文件夹（默认 target/site）。 The folder of the site (default target/site).
        #[arg(long)]
        dir: Option<PathBuf>,
        #[command(flatten)]
        serving: Serving,
    },
    /// 组件里每个 crate 占多少字节。 Print how many bytes each crate of the widget takes.
    Costs {
        /// 再列出最大的若干函数。 List so many of the largest functions too.
        #[arg(long, default_value_t = 0)]
        functions: usize,
    },
    /// 写出 README 里的下载大小。 Print the sentence on the download's size that README.md has.
    Sizes,
    /// 运行全部测试。 Run every test there is.
    Verify {
        /// 只运行这一部分和它所需要的，可以重复。 Run only this part and what it needs; may be repeated.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(verify::names()))]
        only: Vec<String>,
    },
}

#[derive(Args)]
struct Serving {
    /// 端口；0 为任一空闲端口。 The port; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// 把每个请求记成一行“方法 路径 状态”。 Write each request as a line `METHOD path status` to this file.
    #[arg(long)]
    log: Option<PathBuf>,
}

fn main() -> ExitCode {
    match perform(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Demo(serving) => {
            toolchain::set_up(&workspace)?;
            site::build(&workspace, &workspace.site())?;
            serve(workspace.site(), &serving)
        }
        Task::Build { out } => {
            toolchain::set_up(&workspace)?;
            let out = out.unwrap_or_else(|| workspace.site());
            site::build(&workspace, &out)?;
            say(&format!("网站在 {}", out.display()), &format!("The site is in {}", out.display()));
            Ok(())
        }
        Task::Costs { functions } => {
            toolchain::set_up(&workspace)?;
            println!("{}", costs::table(&site::named_widget(&workspace)?, functions)?);
            Ok(())
        }
        Task::Sizes => {
            println!("{}", size::sentence());
            Ok(())
        }
        Task::Verify { only } => verify::verify(&workspace, &only),
        Task::Serve { dir, serving } => serve(dir.unwrap_or_else(|| workspace.site()), &serving),
    }
}

fn serve(folder: PathBuf, serving: &Serving) -> Result<()> {
    let site = Site::read(&folder)?;
    let files = site.len();
    let served = Served::new(site, serving.log.as_deref())?;
    server::serve(served, serving.port, |address| {
        say(
            &format!("请打开 http://{address}（共 {files} 个文件，按 Ctrl+C 停止）"),
            &format!("Open http://{address} ({files} files, stop with Ctrl+C)"),
        );
    })
}
