//! `rekindle support`: help lines.

use super::{
    args::{CommonArgs, Format},
    error::Error,
    settings::{questionnaire, region, shipped_questionnaire},
    summary::only_text_or_json,
    ui::Ui,
};
use crate::{
    questionnaire::{Questionnaire, SupportLine},
    render,
};
use std::process::ExitCode;

/// Prints the help lines of a region, by what they are for.
pub(super) fn support(common: &CommonArgs, ui: &mut Ui) -> Result<ExitCode, Error> {
    only_text_or_json(common.format)?;
    let questionnaire = match questionnaire(common) {
        Ok(questionnaire) => questionnaire,
        Err(error) => {
            // Somebody may need a line now, whatever is wrong with a file.
            ui.draw(&error.into_diagnostics());
            ui.say("These are the help lines that came with the program.");
            shipped_questionnaire()
        }
    };
    let region = region(common, questionnaire)?;
    if let Some(unknown) = &region.unknown {
        ui.say(&format!("There are no help lines for {unknown} here: these are the international ones."));
    }
    let text = match common.format {
        Format::Json => {
            let lines = lines(questionnaire, &region.code);
            render::json_text(&serde_json::Value::Array(
                lines.into_iter().map(render::support_line).collect(),
            ))
        }
        _ => text(questionnaire, &region.code, ui.stdout_style().width),
    };
    ui.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Every line of the region, what is most urgent first, then those of the fallback region.
fn lines<'q>(questionnaire: &'q Questionnaire, region: &str) -> Vec<&'q SupportLine> {
    let support = &questionnaire.support;
    let of = |code: &str| support.lines.iter().filter(move |line| line.region == code).collect::<Vec<_>>();
    let mut lines = of(region);
    if region != support.fallback {
        lines.extend(of(&support.fallback));
    }
    lines.sort_by_key(|line| {
        (line.region == support.fallback && region != support.fallback, line.kind != "emergency")
    });
    lines
}

fn text(questionnaire: &Questionnaire, region: &str, width: usize) -> String {
    let support = &questionnaire.support;
    let mut text = String::new();
    let mut heading = String::new();
    for line in lines(questionnaire, region) {
        let place = support.regions.get(&line.region).unwrap_or(&line.region);
        let kind = support.kinds.get(&line.kind).unwrap_or(&line.kind);
        let title = format!("{place}: {kind}");
        if title != heading {
            text += &format!("{}{title}\n", if heading.is_empty() { "" } else { "\n" });
            heading = title;
        }
        for wrapped in
            render::wrap(&format!("{} (seen {})", line.unbroken(), line.checked), width, "  ", "    ")
        {
            text += &(wrapped + "\n");
        }
    }
    let codes = support.regions.keys().cloned().collect::<Vec<_>>().join(", ");
    for note in [support.note.clone(), format!("Other countries with --region: {codes}")] {
        text += "\n";
        for line in render::wrap(&note, width, "", "") {
            text += &(line + "\n");
        }
    }
    text
}
