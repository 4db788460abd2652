//! The `carveout` command.

fn main() -> std::process::ExitCode {
    carveout::cli::run()
}
