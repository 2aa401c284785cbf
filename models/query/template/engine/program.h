// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/template/engine/limits.h"
#include "models/query/template/engine/value.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Go's text/template (pkg.go.dev/text/template): actions, pipelines, variables, if, range, with, define, template,
// block, break, continue, comments, trim markers. Not here: methods. What a product adds is its Dialect. Messages of a
// run are in Go's words and never translated: they end up in labels and annotations, as with the servers.
namespace wf::query::tmpl {

// What a template is filled from; each dialect has its own.
class Surroundings {
public:
    virtual ~Surroundings() = default;
    // Of a name the dialect lists.
    [[nodiscard]] virtual Value variable(std::string_view name) const = 0;
};

struct Call {
    std::string_view name;
    std::vector<Value> &arguments;
    const Surroundings &surroundings;
    std::size_t mostBytes;
    std::function<base::Result<std::string>(const std::string &name, const Value &data)> runTemplate;
};
using Outcome = base::Result<Value>;
// A function's error: the summary says why.
[[nodiscard]] base::Error failed(const std::string &why);

struct Function {
    Outcome (*run)(Call &call);
    int least;
    int most; // -1: any number
};
using FunctionTable = std::map<std::string_view, Function>;
// Go's own. and, or are run by the executor, which stops at the first that decides.
[[nodiscard]] const FunctionTable &builtinFunctions();

// The functions and variables of a product. Lives as long as the program: both are static.
struct Dialect {
    FunctionTable functions;            // beside and before Go's own
    std::vector<std::string> variables; // the first, "", is $ and the dot at the start
};

struct Pipe;

// One operand.
struct Operand {
    enum class Kind { Dot, Literal, Variable, Function, Parenthesis };
    Kind kind = Kind::Dot;
    Value literal;
    std::string name;                   // of a variable (without $) or a function
    const Function *function = nullptr; // of this name
    std::shared_ptr<const Pipe> pipe;   // in parentheses
    std::vector<std::string> fields;    // .A.B behind it
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
    std::vector<std::string> fields; // every one that is read, sorted
    const Dialect *dialect = nullptr;
    TemplateLimits limits;
};

// Nothing and *problem when the text cannot be read.
[[nodiscard]] std::optional<Program> parseProgram(std::string_view text, const Dialect &dialect,
                                                  const TemplateLimits &limits, TemplateProblem *problem);

struct Failure {
    base::Error error; // Invalid, or TooLarge for a limit; the summary says why
    std::size_t offset = 0;
};
// Appends to `out`; what is there after a failure means nothing.
[[nodiscard]] std::optional<Failure> execute(const Program &program, const Surroundings &surroundings,
                                             std::string &out);

} // namespace wf::query::tmpl
