// Teacher: goes through a lesson with a learner.
#pragma once

#include <string>

#include "simulator/learn/console.h"
#include "simulator/scenario/format.h"

namespace simulator {

struct TeacherOptions {
  // Where the learner's policy of the exercise lies; written if it isn't there.
  std::string policy_file;
};

// Shows the situation, asks before each answer what it will be, explains it, and checks the
// exercise as often as the learner likes. Ends early at `q`; at the end of input it shows the rest
// without asking. Returns the exit code: 0, or 3 if the lesson itself can't be run as it is meant.
int Teach(const Scenario& scenario, const TeacherOptions& options, Console* console);

}  // namespace simulator
