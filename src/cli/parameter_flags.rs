//! The flags of parameters, made from the one table of them.

use crate::settings::parameter::{Flag, Parameter, Times};
use crate::settings::{SiteFile, Value};
use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

/// What the flags say.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct ParameterFlags(pub SiteFile);

fn flags() -> impl Iterator<Item = (&'static Parameter, Flag)> {
    Parameter::ALL.iter().filter_map(|parameter| Some((parameter, parameter.flag()?)))
}

/// The meaning, how it is written, and what is used without the flag.
fn help(parameter: Parameter, flag: &Flag) -> String {
    let meaning = parameter.meaning();
    let mut words = meaning.trim_end_matches('.').to_owned();
    let repeated = if flag.times == Times::Each { "may be given more than once" } else { "" };
    for also in [flag.written, repeated].into_iter().filter(|also| !also.is_empty()) {
        words = format!("{words}; {also}");
    }
    let default = match parameter.default() {
        Some(Value::Whole(number)) => number.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(word)) => word,
        Some(Value::List(list)) => list.join(","),
        Some(Value::Ends(_) | Value::Building(_) | Value::Estimate(_)) | None => return words,
    };
    format!("{words} [default: {default}]")
}

fn arg(parameter: Parameter, flag: Flag) -> Arg {
    let read = move |text: &str| -> Result<String, String> {
        (flag.set)(&mut SiteFile::default(), text).map(|()| text.to_owned())
    };
    let arg = Arg::new(flag.long)
        .long(flag.long)
        .value_name(flag.value_name)
        .value_parser(ValueParser::new(read))
        .help(help(parameter, &flag))
        .help_heading(parameter.topic().heading());
    match flag.times {
        Times::Once => arg.action(ArgAction::Set),
        Times::Each => arg.action(ArgAction::Append),
        Times::Commas => arg.action(ArgAction::Append).value_delimiter(','),
    }
}

impl Args for ParameterFlags {
    fn augment_args(command: Command) -> Command {
        command.args(flags().map(|(parameter, flag)| arg(*parameter, flag)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ParameterFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut said = Self::default();
        said.update_from_arg_matches(matches)?;
        Ok(said)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for (_, flag) in flags() {
            for text in matches.get_many::<String>(flag.long).into_iter().flatten() {
                (flag.set)(&mut self.0, text)
                    .map_err(|why| Error::raw(clap::error::ErrorKind::ValueValidation, why))?;
            }
        }
        Ok(())
    }
}
