// What a role template comes to with a request's replacement values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mockaws/catalog/role_templates.h"
#include "mockaws/model/api_error.h"
#include "mockaws/state/entities.h"
#include "mockaws/wire/value.h"

namespace mockaws {

struct RenderedTemplate {
  std::string role_name;
  std::string path;
  std::string description;
  std::string trust;
  std::vector<std::pair<std::string, std::string>> inline_policies;
  Tags tags;
  std::string inputs;  // template, version and values, in one text
};

// Fills in `@{NAME}`; a list stands for a whole JSON string and becomes a JSON array. Errors
// (recorded): InvalidInput for values of unknown parameters and for parameters without value;
// ValidationError for several values of a single one.
ApiResult<RenderedTemplate> RenderTemplate(const RoleTemplate& source,
                                           const RoleTemplateVersion& version, const Value& input);

}  // namespace mockaws
