// The lessons: scenarios that have something to notice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/result.h"

namespace simulator {

struct Lesson {
  std::string name;  // the file's path below the library, without its ending
  std::string file;
  std::string title;
  bool practice = false;  // the exercise can be checked
};

// The lessons below `directory`, by name. Errors: it can't be read; a file that isn't valid.
policy_engine::Result<std::vector<Lesson>> FindLessons(const std::string& directory);

// By name, by its last part if no other has it, or by a file's path. Error: none or several, with
// the nearest name.
policy_engine::Result<Lesson> ChooseLesson(const std::vector<Lesson>& lessons,
                                           std::string_view name);

// What `iamsim learn` prints.
std::string LessonList(const std::vector<Lesson>& lessons);

}  // namespace simulator
