// iamsim learn [NAME]: lists the lessons, and goes through one.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "simulator/client/parameters.h"
#include "simulator/commands/commands.h"
#include "simulator/commands/library.h"
#include "simulator/commands/output.h"
#include "simulator/learn/lessons.h"
#include "simulator/learn/practice.h"
#include "simulator/learn/teacher.h"
#include "simulator/report/text_report.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

constexpr size_t kPolicyBytesMax = 1u << 20;

struct LearnOptions {
  std::string lesson;
  std::string library;
  std::string policy;
  std::string check;
  bool verify = false;
};

// Standard input and output; works without a terminal too.
class StandardConsole : public Console {
 public:
  void Say(std::string_view text) override { Print(text); }
  std::optional<std::string> Ask(std::string_view prompt) override {
    Print(prompt);
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    // A transcript of a script shows the answers as a terminal does.
    if (!terminal_) Print(line + "\n");
    return line;
  }

 private:
  const bool terminal_ = isatty(STDIN_FILENO) == 1;
};

void PrintIssues(const SourceIssues& issues) {
  for (const SourceIssue& issue : issues) PrintRaw(issue.ToString() + "\n");
}

std::optional<Scenario> Load(const std::string& file) {
  auto scenario = LoadScenarioFile(file);
  SourceIssues issues;
  if (scenario.ok()) {
    CheckCalls(*scenario, &issues);
    if (issues.empty()) return std::move(scenario).value();
  } else {
    issues = scenario.error();
  }
  PrintIssues(issues);
  return std::nullopt;
}

// Every lesson's practice: the start must fail, the solution pass.
int Verify(const std::vector<Lesson>& lessons) {
  int exit_code = 0;
  for (const Lesson& lesson : lessons) {
    if (!lesson.practice) continue;
    const auto scenario = Load(lesson.file);
    if (!scenario) return 2;
    const auto fault = FaultInPractice(*scenario);
    Print(fault ? *fault + "\n" : lesson.name + ": ok\n");
    if (fault) exit_code = 1;
  }
  return exit_code;
}

int Check(const Scenario& scenario, const std::string& file) {
  if (!scenario.practice) {
    PrintError("this lesson has no exercise that can be checked");
    return 2;
  }
  const auto text = ReadFile(file, kPolicyBytesMax);
  if (!text.ok()) {
    PrintError(file + ": " + text.error().message);
    return 2;
  }
  const ScenarioResult result = CheckPractice(scenario, *text, file);
  Print(ScenarioText(result));
  return result.passed() ? 0 : 1;
}

// exercise-external_id.json
std::string DefaultPolicyFile(const Lesson& lesson) {
  return "exercise-" + std::filesystem::path(lesson.name).stem().string() + ".json";
}

int Learn(const LearnOptions& options) {
  const auto directory = FindLibrary(options.library);
  if (!directory.ok()) {
    PrintError(directory.error().message);
    return 2;
  }
  const auto lessons = FindLessons(*directory);
  if (!lessons.ok()) {
    PrintError(lessons.error().message);
    return 2;
  }
  if (options.verify) return Verify(*lessons);
  if (options.lesson.empty()) {
    Print(LessonList(*lessons));
    return 0;
  }
  const auto lesson = ChooseLesson(*lessons, options.lesson);
  if (!lesson.ok()) {
    PrintError(lesson.error().message);
    return 2;
  }
  const auto scenario = Load(lesson->file);
  if (!scenario) return 2;
  if (!options.check.empty()) return Check(*scenario, options.check);
  StandardConsole console;
  const std::string policy = options.policy.empty() ? DefaultPolicyFile(*lesson) : options.policy;
  return Teach(*scenario, {policy}, &console);
}

}  // namespace

void AddLearnCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<LearnOptions>();
  CLI::App* learn = app->add_subcommand("learn", "List the lessons, or go through one");
  learn->add_option("NAME", options->lesson, "A lesson, or a scenario file");
  learn->add_option("--library", options->library,
                    "Directory of the lessons; that which came with iamsim if not given");
  learn->add_option(
      "--policy", options->policy,
      "File in which to write the exercise's policy; exercise-NAME.json if not given");
  auto* check =
      learn->add_option("--check", options->check, "Only check this file as the exercise's policy");
  learn
      ->add_flag("--verify", options->verify,
                 "Check that every exercise can be solved, and isn't solved from the start")
      ->excludes(check);
  learn->callback([options, exit_code] { *exit_code = Learn(*options); });
}

}  // namespace simulator
