#include "simulator/learn/teacher.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "simulator/learn/lesson_text.h"
#include "simulator/learn/practice.h"
#include "simulator/report/text_report.h"
#include "simulator/runner/local_world.h"
#include "simulator/runner/scenario_run.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kPolicyBytesMax = 1u << 20;

// One thing that the learner may foresee.
struct Question {
  std::string text;
  bool yes = false;  // the answer
};

std::string Trimmed(std::string text) {
  const size_t end = text.find_last_not_of(" \t\r\n");
  text.erase(end == std::string::npos ? 0 : end + 1);
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

class Lecture {
 public:
  Lecture(const Scenario& scenario, const TeacherOptions& options, Console* console)
      : scenario_(scenario), options_(options), console_(*console) {}

  int Hold() {
    auto run = ScenarioRun::Start(scenario_, scenario_.combinations.front(),
                                  [](policy_engine::Instant start, uint64_t seed) {
                                    return MakeLocalWorld(Via::kEngine, start, seed);
                                  });
    if (!run.ok()) {
      for (const SourceIssue& issue : run.error().problems) Say(issue.ToString() + "\n");
      Say(run.error().internal_error + "\n");
      return 3;
    }
    run_ = std::move(run).value();
    Introduce();
    for (const Step& step : scenario_.steps) {
      if (quit_) return 0;
      GoThrough(step);
    }
    if (quit_) return 0;
    Conclude();
    return broken_ ? 3 : 0;
  }

 private:
  void Say(const std::string& text) { console_.Say(text); }

  // Nothing once the learner has no more to say.
  std::optional<std::string> Ask(const std::string& prompt) {
    if (quit_ || silent_) return std::nullopt;
    const auto line = console_.Ask(prompt);
    if (!line) {
      silent_ = true;
      Say("\n");
      return std::nullopt;
    }
    std::string answer = Trimmed(*line);
    if (answer == "q" || answer == "quit") quit_ = true;
    return answer;
  }

  void Introduce() {
    Say(scenario_.name.value + "\n" + std::string(scenario_.name.value.size(), '=') + "\n\n" +
        scenario_.story + "\nThe situation, as the file " + scenario_.file + " declares it:\n\n" +
        Indented(SituationText(scenario_), "    ") + "\n");
    Say("Before each answer you are asked for it: y or n, Enter to just see it, q to leave.\n");
  }

  void GoThrough(const Step& step) {
    Say("\n--- " + std::to_string(step.number) + " of " + std::to_string(scenario_.steps.size()));
    RunState& state = run_->state();
    if (step.name) {
      const auto title = state.variables.Expand(*step.name);
      Say(": " + (title.ok() ? *title : step.name->value));
    }
    Say("\n\n" + Indented(StepText(step, state), "    ") + "\n");
    const std::vector<Question> questions = QuestionsOf(step);
    std::vector<std::optional<bool>> foreseen;
    foreseen.reserve(questions.size());
    for (const Question& question : questions) foreseen.push_back(Foresee(question));
    const std::set<std::string> names = ForeseeNames(step);
    if (quit_) return;
    const std::string before = NewestDecision();
    const StepResult result = run_->Make(step);
    Tell(result);
    for (size_t i = 0; i < questions.size(); ++i) Judge(questions[i], foreseen[i]);
    if (!names.empty()) JudgeNames(names, result.outcome);
    if (!questions.empty() || result.outcome == "AccessDenied") Explain(before);
  }

  // Whether a call will work, and what each check, probe will say. Steps that only prepare are not
  // asked about.
  std::vector<Question> QuestionsOf(const Step& step) const {
    const Expectation& expect = step.expect;
    std::vector<Question> questions;
    if (const auto* check = std::get_if<CheckStep>(&step.action)) {
      for (const Question& question : ChecksOf(*check)) questions.push_back(question);
    } else if (const auto* probe = std::get_if<ProbeStep>(&step.action)) {
      questions = {{"Is it let in without an External ID?", probe->without},
                   {"With a wrong one?", probe->wrong},
                   {"With the right one?", probe->right_allowed}};
    } else if (const auto* call = std::get_if<CallStep>(&step.action)) {
      if (call->service == "sts" || expect.error || expect.allow) {
        questions = {{"Will it work?", !expect.error && expect.allow.value_or(true)}};
      }
    } else if (std::holds_alternative<SwitchRoleStep>(step.action)) {
      questions = {{"Will it work?", !expect.error && expect.allow.value_or(true)}};
    }
    return questions;
  }

  std::vector<Question> ChecksOf(const CheckStep& check) const {
    std::vector<Question> questions;
    for (const simulator::Question& question : check.questions) {
      const auto action = run_->state().variables.Expand(question.action);
      const auto resource = run_->state().variables.Expand(question.resource);
      if (!action.ok() || !resource.ok()) continue;
      questions.push_back({"May it do " + *action + " on " + *resource + "?", question.allow});
    }
    // The file groups them by their answer, which would give it away.
    std::sort(questions.begin(), questions.end(),
              [](const Question& a, const Question& b) { return a.text < b.text; });
    return questions;
  }

  std::optional<bool> Foresee(const Question& question) {
    while (true) {
      const auto answer = Ask(question.text + " [y/n] ");
      if (!answer || answer->empty() || quit_) return std::nullopt;
      if (*answer == "y" || *answer == "yes") return true;
      if (*answer == "n" || *answer == "no") return false;
      Say("y or n, Enter to just see it, q to leave.\n");
    }
  }

  std::set<std::string> ForeseeNames(const Step& step) {
    std::set<std::string> names;
    if (!std::holds_alternative<WhoCanStep>(step.action)) return names;
    const auto answer = Ask("Who? (names such as acme/user/ana, with commas between) ");
    if (!answer) return names;
    std::string name;
    for (const char c : *answer + ",") {
      if (c != ',') {
        name += c;
      } else if (const std::string trimmed = Trimmed(std::exchange(name, "")); !trimmed.empty()) {
        names.insert(trimmed);
      }
    }
    return names;
  }

  void Tell(const StepResult& result) {
    Say("  => " + result.outcome + (result.note.empty() ? "" : result.note) + "\n");
    if (result.status == StepStatus::kPassed || result.status == StepStatus::kKnownGap) return;
    broken_ = true;
    Say("  The lesson expects something else here:\n");
    for (const Mismatch& mismatch : result.mismatches) {
      Say("    " + mismatch.what + ": expected " + mismatch.expected + ", got " + mismatch.actual +
          "\n");
    }
  }

  void Judge(const Question& question, const std::optional<bool>& foreseen) {
    const std::string answer = question.yes ? "yes" : "no";
    Say("  " + question.text + " " + answer);
    if (!foreseen) {
      Say("\n");
      return;
    }
    ++asked_;
    const bool right = *foreseen == question.yes;
    right_ += right ? 1 : 0;
    Say(right ? ", as you said\n" : ", against what you said\n");
  }

  void JudgeNames(const std::set<std::string>& names, const std::string& outcome) {
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
    ++asked_;
    right_ += joined == outcome ? 1 : 0;
    Say(joined == outcome ? "  Just as you said.\n" : "  You said: " + joined + "\n");
  }

  // Decisions, newest first.
  std::vector<std::string> DecisionIds() {
    std::vector<std::string> ids;
    const auto answer = run_->state().world.client().ControlJson("decisions?limit=20");
    const Json* list = answer.ok() ? answer->Find("decisions") : nullptr;
    if (list == nullptr || !list->is_array()) return ids;
    for (const Json& record : list->items()) {
      const Json* id = record.Find("id");
      if (id != nullptr && id->is_string()) ids.push_back(id->AsString());
    }
    return ids;
  }

  std::string NewestDecision() {
    const auto ids = DecisionIds();
    return ids.empty() ? "" : ids.front();
  }

  // The traces of what was decided since `before`, oldest first.
  void Explain(const std::string& before) {
    std::vector<std::string> ids = DecisionIds();
    ids.erase(std::find(ids.begin(), ids.end(), before), ids.end());
    std::reverse(ids.begin(), ids.end());
    for (const std::string& id : ids) {
      const auto answer = run_->state().world.client().Control("decisions/" + id + "?format=text");
      if (!answer.ok() || answer->status != 200) continue;
      const std::string& text = answer->body;
      if (text.find("outcome: notEvaluated") != std::string::npos) {
        Say("\n    No policy was asked.\n");
        continue;
      }
      // What stands before the empty line is about the request, which was shown above.
      const size_t reasons = text.find("\n\n");
      Say("\n" + Indented(reasons == std::string::npos ? text : text.substr(reasons + 2), "    "));
    }
  }

  void Conclude() {
    if (asked_ > 0) {
      Say("\nYou foresaw " + std::to_string(right_) + " of " + std::to_string(asked_) +
          " answers.\n");
    }
    Say("\nWhat to notice\n\n" + Indented(scenario_.notice, "    "));
    if (!scenario_.exercise.empty()) {
      Say("\nExercise\n\n" + Indented(scenario_.exercise, "    "));
    }
    if (scenario_.practice) Practise(*scenario_.practice);
  }

  void Practise(const Practice& practice) {
    if (practice.task) Say("\nYour turn\n\n" + Indented(practice.task->value, "    "));
    Say("\nYour policy takes the place of " + practice.document.value + " and lies in " +
        options_.policy_file + ".\n");
    if (silent_) {
      Say("Check it with: iamsim learn NAME --check " + options_.policy_file + "\n");
      return;
    }
    if (!WriteStart()) return;
    while (true) {
      const auto answer =
          Ask("Edit it, then Enter to check it; h for a hint, s for a solution, q to leave: ");
      if (!answer || quit_) return;
      if (*answer == "h") {
        Say(practice.hint ? Indented(practice.hint->value, "    ") : "    There is none.\n");
      } else if (*answer == "s") {
        const auto solution = PracticeSolution(scenario_);
        Say(solution.ok() ? *solution + "\n" : solution.error().front().ToString() + "\n");
      } else if (CheckPolicy()) {
        return;
      }
    }
  }

  // What is there already stays.
  bool WriteStart() {
    if (std::ifstream(options_.policy_file).good()) return true;
    const auto start = PracticeStart(scenario_);
    std::ofstream file(options_.policy_file, std::ios::binary);
    if (start.ok() && file << *start << "\n") return true;
    Say(options_.policy_file + " can't be written.\n");
    return false;
  }

  bool CheckPolicy() {
    const auto text = ReadFile(options_.policy_file, kPolicyBytesMax);
    if (!text.ok()) {
      Say(options_.policy_file + ": " + text.error().message + "\n");
      return false;
    }
    const ScenarioResult result = CheckPractice(scenario_, *text, options_.policy_file);
    Say("\n" + ScenarioText(result) + "\n");
    Say(result.passed() ? "Well done: everything that was asked for holds.\n" : "Not yet.\n");
    return result.passed();
  }

  const Scenario& scenario_;
  const TeacherOptions& options_;
  Console& console_;
  std::unique_ptr<ScenarioRun> run_;
  size_t asked_ = 0;
  size_t right_ = 0;
  bool quit_ = false;
  bool silent_ = false;
  bool broken_ = false;
};

}  // namespace

int Teach(const Scenario& scenario, const TeacherOptions& options, Console* console) {
  return Lecture(scenario, options, console).Hold();
}

}  // namespace simulator
