// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/goformat.h"
#include "models/query/template/engine/program.h"

#include <algorithm>

namespace wf::query::tmpl {

namespace {

base::Error tooLarge(const std::string &what)
{
    return base::makeError(base::ErrorKind::TooLarge, QString::fromStdString(what));
}

enum class Flow { On, Break, Continue, Failed };

class Executor {
public:
    Executor(const Program &program, const Surroundings &surroundings, std::string &out)
        : m_program(program), m_surroundings(surroundings), m_out(out)
    {
        for (const auto &name : program.dialect->variables)
            m_variables.push_back({name, surroundings.variable(name)});
    }

    std::optional<Failure> run()
    {
        (void)walk(*m_program.main, Value(m_variables.front().value));
        return m_failure;
    }

private:
    struct Variable {
        std::string name;
        Value value;
    };

    Flow fail(std::size_t offset, const base::Error &error)
    {
        if (!m_failure)
            m_failure = Failure{error, offset};
        return Flow::Failed;
    }
    Flow fail(std::size_t offset, const std::string &why) { return fail(offset, failed(why)); }

    bool spend(std::size_t offset)
    {
        if (++m_steps <= m_program.limits.steps)
            return true;
        (void)fail(offset, tooLarge("it takes more than " + std::to_string(m_program.limits.steps) + " steps"));
        return false;
    }
    bool put(std::size_t offset, std::string_view text)
    {
        if (m_out.size() + text.size() > m_program.limits.bytes) {
            (void)fail(offset, outgrown("the text"));
            return false;
        }
        m_out += text;
        return true;
    }
    [[nodiscard]] base::Error outgrown(const std::string &what) const
    {
        return tooLarge(what + " grows over " + std::to_string(m_program.limits.bytes >> 10) + " KiB");
    }

    Flow walk(const Block &block, const Value &dot)
    {
        const auto variables = m_variables.size();
        Flow flow = Flow::On;
        for (const Node &node : block.nodes) {
            flow = spend(node.offset) ? walk(node, dot) : Flow::Failed;
            if (flow != Flow::On)
                break;
        }
        m_variables.resize(variables);
        return flow;
    }

    Flow walk(const Node &node, const Value &dot)
    {
        switch (node.kind) {
        case Node::Kind::Text:
            return put(node.offset, node.text) ? Flow::On : Flow::Failed;
        case Node::Kind::Action: {
            const Value value = evaluate(*node.pipe, dot);
            if (m_failure || !node.pipe->variables.empty())
                return m_failure ? Flow::Failed : Flow::On;
            return put(node.offset, value.as<Absent>() ? "<no value>" : display(value)) ? Flow::On : Flow::Failed;
        }
        case Node::Kind::If:
        case Node::Kind::With:
            return branch(node, dot);
        case Node::Kind::Range:
            return range(node, dot);
        case Node::Kind::Template:
            return callTemplate(node, dot);
        case Node::Kind::Break:
            return Flow::Break;
        case Node::Kind::Continue:
            return Flow::Continue;
        }
        return Flow::On;
    }

    Flow branch(const Node &node, const Value &dot)
    {
        const auto variables = m_variables.size();
        const Value value = evaluate(*node.pipe, dot);
        Flow flow = Flow::On;
        if (m_failure)
            flow = Flow::Failed;
        else if (truth(value))
            flow = walk(*node.body, node.kind == Node::Kind::With ? value : dot);
        else if (node.otherwise)
            flow = walk(*node.otherwise, dot);
        m_variables.resize(variables);
        return flow;
    }

    // What range goes over: pairs of key and element; nothing when it cannot.
    std::optional<std::vector<std::pair<Value, Value>>> elements(const Value &value)
    {
        std::vector<std::pair<Value, Value>> out;
        if (const auto *list = value.list()) {
            for (const auto &item : list->items)
                out.emplace_back(static_cast<qint64>(out.size()), item);
        } else if (const auto *texts = value.texts()) {
            for (const auto &[key, entry] : texts->sorted())
                out.emplace_back(key, entry);
        } else if (const auto *map = value.map(); map && map->kind != MapValue::Kind::Record) {
            for (const auto &[key, entry] : map->entries)
                out.emplace_back(key, entry);
        } else if (const auto *count = value.as<qint64>()) {
            for (qint64 i = 0; i < std::min<qint64>(*count, m_program.limits.steps + 1LL); ++i)
                out.emplace_back(i, i);
        } else if (!value.isNil())
            return std::nullopt;
        return out;
    }

    Flow range(const Node &node, const Value &dot)
    {
        const auto variables = m_variables.size();
        const Value over = evaluate(*node.pipe, dot, true);
        if (m_failure)
            return Flow::Failed;
        const auto all = elements(over);
        if (!all)
            return fail(node.offset, "range can't iterate over " + display(over));
        Flow flow = Flow::On;
        for (const auto &[key, element] : *all) {
            if (!spend(node.offset))
                return Flow::Failed;
            const auto mark = m_variables.size();
            bindRange(*node.pipe, key, element);
            flow = walk(*node.body, element);
            m_variables.resize(mark);
            if (flow == Flow::Break || flow == Flow::Failed)
                break;
        }
        if (all->empty() && node.otherwise)
            flow = walk(*node.otherwise, dot);
        m_variables.resize(variables);
        return flow == Flow::Failed ? flow : Flow::On;
    }
    void bindRange(const Pipe &pipe, const Value &key, const Value &element)
    {
        const auto bind = [&](const std::string &name, const Value &value) {
            if (pipe.declares)
                m_variables.push_back({name, value});
            else if (Variable *known = find(name))
                known->value = value;
        };
        if (pipe.variables.size() == 1)
            bind(pipe.variables[0], element);
        else if (pipe.variables.size() == 2) {
            bind(pipe.variables[0], key);
            bind(pipe.variables[1], element);
        }
    }

    Flow callTemplate(const Node &node, const Value &dot)
    {
        const Value data = node.pipe ? evaluate(*node.pipe, dot) : Value(Nil{});
        if (m_failure)
            return Flow::Failed;
        const auto named = m_program.named.find(node.text);
        if (named == m_program.named.end())
            return fail(node.offset, "template \"" + node.text + "\" not defined");
        return runNamed(*named->second, data, node.offset);
    }
    Flow runNamed(const Block &block, const Value &data, std::size_t offset)
    {
        if (++m_depth > m_program.limits.depth)
            return fail(offset, tooLarge("templates call each other more than " +
                                         std::to_string(m_program.limits.depth) + " deep"));
        std::vector<Variable> outer{{"", data}};
        m_variables.swap(outer);
        const Flow flow = walk(block, data);
        m_variables.swap(outer);
        --m_depth;
        return flow == Flow::Failed ? flow : Flow::On;
    }

    Variable *find(const std::string &name)
    {
        const auto found =
            std::find_if(m_variables.rbegin(), m_variables.rend(), [&](const Variable &v) { return v.name == name; });
        return found == m_variables.rend() ? nullptr : &*found;
    }

    Value evaluate(const Pipe &pipe, const Value &dot, bool isRange = false)
    {
        Value value;
        for (std::size_t i = 0; i < pipe.commands.size() && !m_failure; ++i)
            value = evaluate(pipe.commands[i], dot, i > 0 ? &value : nullptr);
        if (m_failure || isRange)
            return value;
        for (const auto &name : pipe.variables) {
            if (pipe.declares)
                m_variables.push_back({name, value});
            else if (Variable *known = find(name))
                known->value = value;
        }
        return value;
    }

    Value evaluate(const Command &command, const Value &dot, const Value *last)
    {
        const Operand &first = command.words.front();
        if (!spend(first.offset))
            return {};
        if (first.kind == Operand::Kind::Function)
            return fieldsOf(call(command, dot, last), first);
        const Value value = operand(first, dot);
        if (first.kind == Operand::Kind::Literal && value.as<Nil>())
            (void)fail(first.offset, "nil is not a command");
        if ((command.words.size() > 1 || last) && !m_failure)
            (void)fail(first.offset, "can't give an argument to what is no function");
        return value;
    }

    Value call(const Command &command, const Value &dot, const Value *last)
    {
        const Operand &first = command.words.front();
        if (first.name == "and" || first.name == "or")
            return decide(command, dot, last);
        std::vector<Value> arguments;
        for (std::size_t i = 1; i < command.words.size() && !m_failure; ++i)
            arguments.push_back(operand(command.words[i], dot));
        if (last)
            arguments.push_back(*last);
        return m_failure ? Value() : run(first, arguments);
    }
    // and, or: the first argument that decides; later ones are not evaluated.
    Value decide(const Command &command, const Value &dot, const Value *last)
    {
        const bool isAnd = command.words.front().name == "and";
        Value value;
        if (command.words.size() == 1 && !last)
            (void)fail(command.words.front().offset,
                       "wrong number of args for " + command.words.front().name + ": got 0");
        for (std::size_t i = 1; i < command.words.size() && !m_failure; ++i) {
            value = operand(command.words[i], dot);
            if (truth(value) != isAnd)
                return value;
        }
        return last && !m_failure ? *last : value;
    }
    Value run(const Operand &called, std::vector<Value> &arguments)
    {
        const Function &function = *called.function;
        const auto count = static_cast<int>(arguments.size());
        if (count < function.least || (function.most >= 0 && count > function.most)) {
            (void)fail(called.offset, "wrong number of args for " + called.name + ": got " + std::to_string(count));
            return {};
        }
        Call request{called.name, arguments, m_surroundings, m_program.limits.bytes,
                     [&](const std::string &which, const Value &data) { return textOf(which, data, called.offset); }};
        auto outcome = function.run(request);
        if (outcome) {
            const auto *text = outcome->as<std::string>();
            if (!text || text->size() <= m_program.limits.bytes)
                return std::move(*outcome);
            outcome = outgrown("a text");
        }
        base::Error error = outcome.error();
        error.summary = QStringLiteral("error calling %1: %2").arg(QString::fromStdString(called.name), error.summary);
        (void)fail(called.offset, error);
        return {};
    }
    // What a named template puts out.
    base::Result<std::string> textOf(const std::string &name, const Value &data, std::size_t offset)
    {
        const auto named = m_program.named.find(name);
        if (named == m_program.named.end())
            return failed("template \"" + name + "\" not defined");
        const std::string before = std::exchange(m_out, {});
        const Flow flow = runNamed(*named->second, data, offset);
        std::string text = std::exchange(m_out, before);
        if (flow == Flow::Failed)
            return m_failure->error;
        return text;
    }

    Value operand(const Operand &operand, const Value &dot)
    {
        if (!spend(operand.offset))
            return {};
        switch (operand.kind) {
        case Operand::Kind::Dot:
            return fieldsOf(dot, operand);
        case Operand::Kind::Literal:
            return operand.literal;
        case Operand::Kind::Variable: {
            const Variable *known = find(operand.name);
            if (!known)
                (void)fail(operand.offset, "undefined variable \"$" + operand.name + '"');
            return known ? fieldsOf(known->value, operand) : Value();
        }
        case Operand::Kind::Function: {
            std::vector<Value> none;
            return fieldsOf(run(operand, none), operand);
        }
        case Operand::Kind::Parenthesis:
            return fieldsOf(evaluate(*operand.pipe, dot), operand);
        }
        return {};
    }

    Value fieldsOf(Value value, const Operand &operand)
    {
        for (const auto &name : operand.fields) {
            if (m_failure)
                return {};
            value = field(value, name, operand.offset);
        }
        return value;
    }
    Value field(const Value &value, const std::string &name, std::size_t offset)
    {
        if (const auto *texts = value.texts())
            return std::string(texts->value(name));
        const auto *map = value.map();
        const auto found = map ? map->entries.find(name) : decltype(map->entries.find(name))();
        if (map && found != map->entries.end())
            return found->second;
        if (!map || map->kind == MapValue::Kind::Record)
            (void)fail(offset, value.isNil() ? "nil pointer evaluating interface {}." + name
                                             : "can't evaluate field " + name + " in type " + typeName(value));
        return {};
    }

    const Program &m_program;
    const Surroundings &m_surroundings;
    std::vector<Variable> m_variables;
    std::string &m_out;
    std::optional<Failure> m_failure;
    int m_steps = 0;
    int m_depth = 0;
};

} // namespace

base::Error failed(const std::string &why)
{
    return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(why));
}

std::optional<Failure> execute(const Program &program, const Surroundings &surroundings, std::string &out)
{
    return Executor(program, surroundings, out).run();
}

} // namespace wf::query::tmpl
