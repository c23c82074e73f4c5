// The parts of the loader; loader.h is its face.
#pragma once

#include <string>

#include "simulator/scenario/format.h"

namespace simulator {

enum class FileKind { kScenario, kSeed };

// Each notes faults into `issues` and returns what could be read.
std::vector<Account> LoadAccounts(const YamlNode& node, FileKind kind, const std::string& directory,
                                  SourceIssues* issues);
std::vector<IdentityProvider> LoadIdentityProviders(const YamlNode& node, FileKind kind,
                                                    const std::string& directory,
                                                    SourceIssues* issues);
OrganizationDeclaration LoadOrganization(const YamlNode& node, const std::string& directory,
                                         SourceIssues* issues);
Practice LoadPractice(const YamlNode& node, const std::string& directory, SourceIssues* issues);
std::vector<Step> LoadSteps(const YamlNode& node, SourceIssues* issues);
Expectation LoadExpectation(const YamlNode& node, SourceIssues* issues);
ExplainExpectation LoadExplainExpectation(const YamlNode& node, SourceIssues* issues);

// Notes identities, accounts, keys, sessions and variables that nothing before their use defines.
void CheckReferences(const Scenario& scenario, SourceIssues* issues);

}  // namespace simulator
