// What the reports say of steps, in the same words.
#pragma once

#include <string>
#include <string_view>

#include "simulator/runner/results.h"

namespace simulator {

// `acme/user/ana for mallory: sts:AssumeRole -> AccessDenied`.
std::string DoingText(const StepResult& step);

// What differs, a place and expected and actual for each, then the engine's explanation. Each line
// ends with a newline; empty if nothing differs.
std::string FailureText(const StepResult& step);

// The scenario's name with its matrix values: `Keys expire days=90`; its file if it has no name.
std::string ScenarioTitle(const ScenarioResult& scenario);

// Every line of `text` behind `margin`; empty lines stay empty.
std::string Indent(std::string_view text, std::string_view margin);

// Line ends and other control characters as blanks.
std::string OneLine(std::string_view text);

// `1 step`, `2 steps`.
std::string Counted(size_t count, std::string_view noun);

}  // namespace simulator
