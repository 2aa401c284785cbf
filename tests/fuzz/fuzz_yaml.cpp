// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulefile.h"
#include "models/wire/yaml/slo/slofile.h"
#include "models/wire/yaml/yaml.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view file = text(data, size);
    wire::YamlLimits limits;
    limits.bytes = std::size_t{64} << 10;
    limits.depth = 16;
    limits.nodes = 500;
    (void)wire::loadYaml(file, limits);
    const wire::SloDefinitions slos = wire::readSloFile(file);
    for (const signals::Objective &objective : slos.objectives) {
        promise(objective.target >= 0 && objective.target < 1, "a target is within 0 and 1");
        promise(objective.windowNs > 0, "a window has a length");
    }
    for (const auto &document : slos.documents)
        for (const auto &problem : document.problems)
            promise(problem.place.line > 0 && problem.place.column > 0, "what is wrong with a definition has a place");
    const wire::RuleFile rules = wire::readRuleFile(file);
    for (const auto &problem : rules.problems)
        promise(problem.place.line > 0 && problem.place.column > 0, "a problem has a place");
    const wire::RuleFile again = wire::readRuleFile(wire::printRuleFile(rules.documents));
    promise(!rules.isYaml || rules.hasErrors() || again.documents == rules.documents, "printing loses nothing");
    return 0;
}
