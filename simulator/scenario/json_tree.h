// JSON as a YamlNode tree, without the YAML parser, which takes many times as long for large files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/scenario/yaml.h"

namespace simulator {

// The tree that ParseYaml gives for `text` if it is JSON within `limits`. Nothing otherwise: YAML's
// parser then says what is wrong, or takes what is no JSON.
std::optional<YamlPointer> ReadJsonTree(std::string_view text,
                                        const std::shared_ptr<const std::string>& file,
                                        const YamlLimits& limits);

}  // namespace simulator
