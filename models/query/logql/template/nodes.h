// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/template/template.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wf::query::logql {

// One word of a command, with the fields asked of it (.a.b, $x.a, (f).a).
struct Operand {
    struct Dot {};
    struct Variable {
        std::string name;
    };
    struct Function {
        std::string name;
        const FunctionInfo *info = nullptr; // null: and, or
    };
    std::variant<Dot, Variable, Function, Value, std::shared_ptr<const Template::Pipeline>> base;
    std::vector<std::string> fields;
};
using Command = std::vector<Operand>;

struct Template::Pipeline {
    std::vector<std::string> variables; // set by it: one, or key and value of a range
    bool declares = false;              // := rather than =
    std::vector<Command> commands;
};

struct Template::Node {
    enum class Kind { Text, Action, If, With, Range };
    Kind kind = Kind::Text;
    std::string text;
    Pipeline pipeline;
    Nodes body;
    Nodes otherwise;
};

} // namespace wf::query::logql
