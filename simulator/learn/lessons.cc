#include "simulator/learn/lessons.h"

#include <algorithm>
#include <filesystem>

#include "simulator/runner/find_scenarios.h"
#include "simulator/scenario/loader.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

namespace fs = std::filesystem;
using policy_engine::Error;
using policy_engine::Result;

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

}  // namespace

Result<std::vector<Lesson>> FindLessons(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<std::string> files, FindScenarios({directory}));
  std::vector<Lesson> lessons;
  for (const std::string& file : files) {
    const auto scenario = LoadScenarioFile(file);
    if (!scenario.ok()) return Error{scenario.error().front().ToString()};
    if (scenario->notice.empty()) continue;
    const fs::path name = fs::path(file).lexically_relative(directory).replace_extension();
    lessons.push_back(
        {name.generic_string(), file, scenario->name.value, scenario->practice.has_value()});
  }
  return lessons;
}

Result<Lesson> ChooseLesson(const std::vector<Lesson>& lessons, std::string_view name) {
  std::vector<Lesson> found;
  std::vector<std::string> names;
  for (const Lesson& lesson : lessons) {
    if (lesson.name == name) return lesson;
    if (LastPart(lesson.name) == name) found.push_back(lesson);
    names.push_back(lesson.name);
    names.push_back(LastPart(lesson.name));
  }
  if (found.size() == 1) return found.front();
  if (name.ends_with(".yaml") || name.ends_with(".yml")) {
    return Lesson{std::string(name), std::string(name), "", false};
  }
  if (found.empty()) {
    return Error{"there is no lesson \"" + std::string(name) + "\"" + DidYouMean(name, names) +
                 "; `iamsim learn` lists them"};
  }
  std::string several;
  for (const Lesson& lesson : found) several += (several.empty() ? "" : ", ") + lesson.name;
  return Error{"\"" + std::string(name) + "\" is one of several lessons: " + several};
}

std::string LessonList(const std::vector<Lesson>& lessons) {
  size_t width = 0;
  for (const Lesson& lesson : lessons) width = std::max(width, lesson.name.size());
  std::string text;
  std::string theme;
  for (const Lesson& lesson : lessons) {
    const std::string of = lesson.name.substr(0, lesson.name.find('/'));
    if (of != theme && !text.empty()) text += "\n";
    theme = of;
    text += (lesson.practice ? "* " : "  ") + lesson.name +
            std::string(width - lesson.name.size() + 2, ' ') + lesson.title + "\n";
  }
  return text +
         "\n`iamsim learn NAME` goes through one; * marks those that check a policy of yours."
         "\n";
}

}  // namespace simulator
