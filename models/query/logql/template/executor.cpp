// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/arguments.h"
#include "models/query/logql/template/nodes.h"

#include <algorithm>

namespace wf::query::logql {

namespace {

constexpr std::size_t longestOutput = std::size_t(4) << 20;
constexpr int mostSteps = 100'000;

class Executor {
public:
    Executor(const TemplateData &data, std::string &out) : m_data(data), m_out(out), m_room(out.size() + longestOutput)
    {
    }

    base::Status run(const Template::Nodes &nodes)
    {
        walk(nodes, Value(Root{}));
        return m_error ? base::Status(*m_error) : base::Status(base::Done{});
    }

private:
    using Node = Template::Node;
    struct Variable {
        std::string name;
        Value value;
    };

    void fail(base::Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }
    void walk(const Template::Nodes &nodes, const Value &dot)
    {
        const std::size_t variables = m_variables.size();
        for (const auto &node : nodes) {
            if (m_error)
                break;
            if (++m_steps > mostSteps || m_out.size() > m_room)
                return fail(
                    base::makeError(base::ErrorKind::TooLarge, QStringLiteral("a template made too much of a line")));
            step(*node, dot);
        }
        m_variables.resize(variables);
    }
    void step(const Node &node, const Value &dot)
    {
        if (node.kind == Node::Kind::Text) {
            m_out += node.text;
            return;
        }
        const std::size_t variables = m_variables.size();
        const Value value = evaluate(node.pipeline, dot, node.kind != Node::Kind::Range);
        if (m_error)
            return;
        switch (node.kind) {
        case Node::Kind::Action:
            if (node.pipeline.variables.empty())
                m_out += value.text();
            return;
        case Node::Kind::If:
            walk(value.isTrue() ? node.body : node.otherwise, dot);
            break;
        case Node::Kind::With:
            walk(value.isTrue() ? node.body : node.otherwise, value.isTrue() ? value : dot);
            break;
        default:
            range(node, value, dot);
        }
        m_variables.resize(variables);
    }
    void range(const Node &node, const Value &value, const Value &dot)
    {
        const auto round = [&](Value key, const Value &element) {
            const std::size_t variables = m_variables.size();
            const auto &names = node.pipeline.variables;
            if (names.size() == 2)
                set(names[0], std::move(key), node.pipeline.declares);
            if (!names.empty())
                set(names.back(), element, node.pipeline.declares);
            walk(node.body, element);
            m_variables.resize(variables);
        };
        if (const auto *list = value.as<List>()) {
            for (std::size_t i = 0; !m_error && i < (*list)->size(); ++i)
                round(Value(static_cast<qint64>(i)), (**list)[i]);
        } else if (const auto *map = value.as<Map>()) {
            for (auto it = (*map)->begin(); !m_error && it != (*map)->end(); ++it)
                round(Value(it->first), it->second);
        } else if (value.as<Nothing>() == nullptr) {
            return fail(templateError("range can't iterate over " + value.text()));
        }
        if (!value.isTrue())
            walk(node.otherwise, dot);
    }
    void set(const std::string &name, Value value, bool declares)
    {
        const auto known =
            std::find_if(m_variables.rbegin(), m_variables.rend(), [&](const Variable &v) { return v.name == name; });
        if (declares || known == m_variables.rend())
            m_variables.push_back({name, std::move(value)});
        else
            known->value = std::move(value);
    }

    Value evaluate(const Template::Pipeline &pipeline, const Value &dot, bool sets)
    {
        Value value;
        for (std::size_t i = 0; i < pipeline.commands.size() && !m_error; ++i)
            value = call(pipeline.commands[i], dot, i > 0 ? &value : nullptr);
        if (sets && !m_error && !pipeline.variables.empty())
            set(pipeline.variables.front(), value, pipeline.declares);
        return value;
    }
    // `last` is what the command before gave, the last argument of this one.
    Value call(const Command &command, const Value &dot, const Value *last)
    {
        const auto *function = std::get_if<Operand::Function>(&command.front().base);
        if (function == nullptr) {
            if (last != nullptr)
                fail(templateError("can't give an argument to what is no function"));
            return operand(command.front(), dot);
        }
        if (function->info == nullptr)
            return decide(command, dot, last, function->name == "or");
        std::vector<Value> arguments;
        for (std::size_t i = 1; i < command.size() && !m_error; ++i)
            arguments.push_back(operand(command[i], dot));
        if (last != nullptr)
            arguments.push_back(*last);
        return m_error ? Value() : fields(invoke(*function->info, arguments), command.front().fields);
    }
    Value invoke(const FunctionInfo &info, const std::vector<Value> &arguments)
    {
        const auto count = static_cast<int>(arguments.size());
        if (count < info.least || (info.most >= 0 && count > info.most)) {
            fail(
                templateError("wrong number of args for " + std::string(info.name) + ": got " + std::to_string(count)));
            return {};
        }
        auto value = info.call(arguments, m_data);
        if (!value) {
            fail(templateError("error calling " + std::string(info.name) + ": " + value.error().summary.toStdString()));
            return {};
        }
        return std::move(*value);
    }
    // and, or: the first that decides.
    Value decide(const Command &command, const Value &dot, const Value *last, bool isOr)
    {
        Value value;
        for (std::size_t i = 1; i < command.size() && !m_error; ++i) {
            value = operand(command[i], dot);
            if (value.isTrue() == isOr)
                return value;
        }
        return last != nullptr ? *last : value;
    }
    Value operand(const Operand &operand, const Value &dot)
    {
        Value value;
        if (std::holds_alternative<Operand::Dot>(operand.base)) {
            value = dot;
        } else if (const auto *variable = std::get_if<Operand::Variable>(&operand.base)) {
            const auto known = std::find_if(m_variables.rbegin(), m_variables.rend(),
                                            [&](const Variable &v) { return v.name == variable->name; });
            if (variable->name == "$")
                value = Root{};
            else if (known == m_variables.rend())
                fail(templateError("undefined variable \"" + variable->name + "\""));
            else
                value = known->value;
        } else if (const auto *constant = std::get_if<Value>(&operand.base)) {
            value = *constant;
        } else if (const auto *inner = std::get_if<std::shared_ptr<const Template::Pipeline>>(&operand.base)) {
            value = evaluate(**inner, dot, true);
        } else {
            const auto &function = std::get<Operand::Function>(operand.base);
            value = function.info != nullptr ? invoke(*function.info, {}) : Value();
        }
        return fields(std::move(value), operand.fields);
    }
    Value fields(Value value, const std::vector<std::string> &names)
    {
        for (const auto &name : names) {
            if (m_error)
                break;
            if (value.as<Root>() != nullptr) {
                value = std::string(m_data.label(name));
            } else if (const auto *map = value.as<Map>()) {
                const auto it = (*map)->find(name);
                value = it == (*map)->end() ? Value() : Value(it->second);
            } else {
                fail(templateError("can't evaluate field " + name + " in type " + std::string(value.typeName())));
            }
        }
        return value;
    }

    const TemplateData &m_data;
    std::string &m_out;
    std::size_t m_room;
    std::vector<Variable> m_variables;
    int m_steps = 0;
    std::optional<base::Error> m_error;
};

} // namespace

base::Status Template::execute(const TemplateData &data, std::string &out) const
{
    return Executor(data, out).run(m_nodes);
}

} // namespace wf::query::logql
