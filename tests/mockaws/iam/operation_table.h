// One good call of each operation, in an order in which all of them succeed.
#pragma once

#include <string>
#include <vector>

#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {

struct TableCall {
  std::string action;
  // Values of the form `$name` stand for what an earlier call answered; `$code1`, `$code2` (and
  // `$code3`, `$code4`) for pairs of MFA codes.
  Parameters parameters;
  // Where in the answer to find what later calls need, and its name.
  std::string answer_path = {};
  std::string name = {};
};

std::vector<TableCall> OperationTable();
// A part of it: providers, service-linked roles, simulation, reports, delegation, switches.
std::vector<TableCall> ProviderAndReportCalls();

}  // namespace mockaws
