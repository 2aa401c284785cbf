// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/template.h"
#include "models/query/template/value_p.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The tree a template is read into.
namespace wf::query::tmpl {

struct Pipe;

// One operand.
struct Operand {
    enum class Kind { Dot, Literal, Variable, Function, Parenthesis };
    Kind kind = Kind::Dot;
    Value literal;
    std::string name;                 // of a variable (without $) or a function
    std::shared_ptr<const Pipe> pipe; // in parentheses
    std::vector<std::string> fields;  // .A.B behind it
    std::size_t offset = 0;
};
// An operand and what is given to it: a call, or one value alone.
struct Command {
    std::vector<Operand> words;
};
struct Pipe {
    std::vector<std::string> variables; // $i, $e := or =
    bool declares = false;
    std::vector<Command> commands;
    std::size_t offset = 0;
};

struct Block;
struct Node {
    enum class Kind { Text, Action, If, With, Range, Template, Break, Continue };
    Kind kind = Kind::Text;
    std::string text; // or the name of the template
    std::optional<Pipe> pipe;
    std::shared_ptr<const Block> body;
    std::shared_ptr<const Block> otherwise;
    std::size_t offset = 0;
};
struct Block {
    std::vector<Node> nodes;
};

struct Program {
    std::shared_ptr<const Block> main;
    std::map<std::string, std::shared_ptr<const Block>> named;
    std::string source; // for messages
    TemplateLimits limits;
};

// What a function is given and may do.
struct Call {
    std::string_view name;
    std::vector<Value> &arguments;
    const TemplateContext &context;
    std::size_t mostBytes;
    std::function<base::Result<std::string>(const std::string &name, const Value &data)> runTemplate;
};
using Outcome = base::Result<Value>;
[[nodiscard]] base::Error failed(const QString &why);

struct Function {
    Outcome (*run)(Call &call);
    int least;
    int most; // -1: any number
};
// Null when there is no function of this name. and, or are run by the executor, which stops at the first that decides.
[[nodiscard]] const Function *findFunction(std::string_view name);
using FunctionTable = std::map<std::string_view, Function>;
void addBuiltins(FunctionTable &table);
void addAlertFunctions(FunctionTable &table);

[[nodiscard]] std::optional<Program> parseProgram(std::string_view text, const TemplateLimits &limits,
                                                  TemplateProblem *problem);
[[nodiscard]] base::Result<std::string> execute(const Program &program, const TemplateContext &context);

} // namespace wf::query::tmpl
