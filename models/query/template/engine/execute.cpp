// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/goformat_p.h"
#include "models/query/template/program_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::query::tmpl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}
QString shown(const std::string &text)
{
    return QString::fromStdString(text).left(80);
}

enum class Flow { On, Break, Continue, Failed };

class Executor {
public:
    Executor(const Program &program, const TemplateContext &context) : m_program(program), m_context(context) {}

    base::Result<std::string> run()
    {
        const Value root = record({{"Labels", textMap(m_context.labels)},
                                   {"ExternalLabels", textMap(m_context.externalLabels)},
                                   {"ExternalURL", m_context.externalUrl},
                                   {"Value", m_context.value}});
        const auto &fields = root.map()->entries;
        m_variables = {{"", root},
                       {"labels", fields.at("Labels")},
                       {"externalLabels", fields.at("ExternalLabels")},
                       {"externalURL", fields.at("ExternalURL")},
                       {"value", fields.at("Value")}};
        (void)walk(*m_program.main, root);
        if (m_error)
            return *m_error;
        return std::move(m_out);
    }

private:
    struct Variable {
        std::string name;
        Value value;
    };

    Flow fail(std::size_t offset, const base::Error &error)
    {
        if (!m_error) {
            m_error = error;
            m_error->summary = tr("The template could not be expanded");
            const std::string_view source(m_program.source);
            const auto end = std::min(source.find("}}", std::min(offset, source.size())), source.size());
            const auto piece =
                source.substr(std::min(offset, end), std::min<std::size_t>(end - std::min(offset, end), 80));
            m_error->detail =
                tr("at <%1>: %2")
                    .arg(QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size())).trimmed(), error.detail);
        }
        return Flow::Failed;
    }
    Flow fail(std::size_t offset, const QString &why) { return fail(offset, failed(why)); }

    bool spend(std::size_t offset)
    {
        if (++m_steps <= m_program.limits.steps)
            return true;
        (void)fail(offset, base::makeError(base::ErrorKind::TooLarge, {},
                                           tr("it takes more than %1 steps").arg(m_program.limits.steps)));
        return false;
    }
    bool put(std::size_t offset, const std::string &text)
    {
        if (m_out.size() + text.size() > m_program.limits.bytes) {
            (void)fail(offset, base::makeError(base::ErrorKind::TooLarge, {},
                                               tr("the text grows over %1 KiB").arg(m_program.limits.bytes >> 10)));
            return false;
        }
        m_out += text;
        return true;
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
            if (m_error || !node.pipe->variables.empty())
                return m_error ? Flow::Failed : Flow::On;
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
        if (m_error)
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
        } else if (const auto *map = value.map(); map && map->kind != MapValue::Kind::Record) {
            for (const auto &[key, entry] : map->entries)
                out.emplace_back(key, entry);
        } else if (const auto *count = value.as<qint64>()) {
            for (qint64 i = 0; i < std::min<qint64>(*count, m_program.limits.steps + 1LL); ++i)
                out.emplace_back(i, i);
        } else if (!value.as<Absent>() && !value.as<Nil>())
            return std::nullopt;
        return out;
    }

    Flow range(const Node &node, const Value &dot)
    {
        const auto variables = m_variables.size();
        const Value over = evaluate(*node.pipe, dot, true);
        if (m_error)
            return Flow::Failed;
        const auto all = elements(over);
        if (!all)
            return fail(node.offset, tr("range cannot go over %1").arg(shown(typeName(over))));
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
        if (m_error)
            return Flow::Failed;
        const auto named = m_program.named.find(node.text);
        if (named == m_program.named.end())
            return fail(node.offset, tr("the template %1 is not defined").arg(shown(node.text)));
        return runNamed(*named->second, data, node.offset);
    }
    Flow runNamed(const Block &block, const Value &data, std::size_t offset)
    {
        if (++m_depth > m_program.limits.depth)
            return fail(offset,
                        base::makeError(base::ErrorKind::TooLarge, {},
                                        tr("templates call each other more than %1 deep").arg(m_program.limits.depth)));
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
        for (std::size_t i = 0; i < pipe.commands.size() && !m_error; ++i)
            value = evaluate(pipe.commands[i], dot, i > 0 ? &value : nullptr);
        if (m_error || isRange)
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
            (void)fail(first.offset, tr("nil is no command"));
        if ((command.words.size() > 1 || last) && !m_error)
            (void)fail(first.offset, tr("this has arguments but is no function"));
        return value;
    }

    Value call(const Command &command, const Value &dot, const Value *last)
    {
        const Operand &first = command.words.front();
        if (first.name == "and" || first.name == "or")
            return decide(command, dot, last);
        std::vector<Value> arguments;
        for (std::size_t i = 1; i < command.words.size() && !m_error; ++i)
            arguments.push_back(operand(command.words[i], dot));
        if (last)
            arguments.push_back(*last);
        return m_error ? Value() : run(first.name, arguments, first.offset);
    }
    // and, or: the first argument that decides; later ones are not evaluated.
    Value decide(const Command &command, const Value &dot, const Value *last)
    {
        const bool isAnd = command.words.front().name == "and";
        Value value;
        if (command.words.size() == 1 && !last)
            (void)fail(command.words.front().offset, tr("wrong number of arguments: at least one is needed"));
        for (std::size_t i = 1; i < command.words.size() && !m_error; ++i) {
            value = operand(command.words[i], dot);
            if (truth(value) != isAnd)
                return value;
        }
        return last && !m_error ? *last : value;
    }
    Value run(const std::string &name, std::vector<Value> &arguments, std::size_t offset)
    {
        const Function *function = findFunction(name);
        const auto count = static_cast<int>(arguments.size());
        if (!function || count < function->least || (function->most >= 0 && count > function->most)) {
            (void)fail(offset, tr("wrong number of arguments for %1: %2").arg(shown(name)).arg(count));
            return {};
        }
        Call request{name, arguments, m_context, m_program.limits.bytes,
                     [&](const std::string &which, const Value &data) { return textOf(which, data, offset); }};
        auto outcome = function->run(request);
        if (outcome) {
            const auto *text = outcome->as<std::string>();
            if (!text || text->size() <= m_program.limits.bytes)
                return std::move(*outcome);
            outcome = base::makeError(base::ErrorKind::TooLarge, {},
                                      tr("a text grows over %1 KiB").arg(m_program.limits.bytes >> 10));
        }
        (void)fail(offset, outcome.error());
        return {};
    }
    // What a named template puts out.
    base::Result<std::string> textOf(const std::string &name, const Value &data, std::size_t offset)
    {
        const auto named = m_program.named.find(name);
        if (named == m_program.named.end())
            return failed(tr("the template %1 is not defined").arg(shown(name)));
        const std::string before = std::exchange(m_out, {});
        const Flow flow = runNamed(*named->second, data, offset);
        std::string text = std::exchange(m_out, before);
        if (flow == Flow::Failed)
            return *m_error;
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
                (void)fail(operand.offset, tr("the variable $%1 is not defined here").arg(shown(operand.name)));
            return known ? fieldsOf(known->value, operand) : Value();
        }
        case Operand::Kind::Function: {
            std::vector<Value> none;
            return fieldsOf(run(operand.name, none, operand.offset), operand);
        }
        case Operand::Kind::Parenthesis:
            return fieldsOf(evaluate(*operand.pipe, dot), operand);
        }
        return {};
    }

    Value fieldsOf(Value value, const Operand &operand)
    {
        for (const auto &name : operand.fields) {
            if (m_error)
                return {};
            value = field(value, name, operand.offset);
        }
        return value;
    }
    Value field(const Value &value, const std::string &name, std::size_t offset)
    {
        const auto *map = value.map();
        if (!map) {
            const bool isNil = value.as<Absent>() || value.as<Nil>();
            (void)fail(offset, isNil
                                   ? tr("nil has no field %1").arg(shown(name))
                                   : tr("can't evaluate field %1 in type %2").arg(shown(name), shown(typeName(value))));
            return {};
        }
        const auto found = map->entries.find(name);
        if (found != map->entries.end())
            return found->second;
        if (map->kind == MapValue::Kind::Record)
            (void)fail(offset, tr("there is no field %1 here").arg(shown(name)));
        return map->kind == MapValue::Kind::Texts ? Value(std::string()) : Value();
    }

    const Program &m_program;
    const TemplateContext &m_context;
    std::vector<Variable> m_variables;
    std::string m_out;
    std::optional<base::Error> m_error;
    int m_steps = 0;
    int m_depth = 0;
};

} // namespace

base::Error failed(const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, tr("The template could not be expanded"), why);
}

base::Result<std::string> execute(const Program &program, const TemplateContext &context)
{
    return Executor(program, context).run();
}

} // namespace wf::query::tmpl
