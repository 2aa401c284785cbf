// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/arguments.h"
#include "models/query/logql/template/lexemes.h"
#include "models/query/logql/template/nodes.h"

#include <algorithm>

namespace wf::query::logql {

namespace {

constexpr std::size_t longestTemplate = std::size_t(64) << 10;
constexpr int deepest = 64;

// Parses the inside of one action.
class ActionParser {
public:
    ActionParser(std::vector<Lexeme> lexemes, std::vector<std::string> &fields)
        : m_lexemes(std::move(lexemes)), m_fields(fields)
    {
    }

    [[nodiscard]] const Lexeme &peek(std::size_t ahead = 0) const
    {
        return m_lexemes[std::min(m_at + ahead, m_lexemes.size() - 1)];
    }
    [[nodiscard]] bool isSign(std::string_view sign, std::size_t ahead = 0) const
    {
        return peek(ahead).kind == Lexeme::Kind::Sign && peek(ahead).text == sign;
    }
    bool takeWord(std::string_view word)
    {
        const bool is = peek().kind == Lexeme::Kind::Word && peek().text == word;
        m_at += is ? 1 : 0;
        return is;
    }
    [[nodiscard]] bool atEnd() const { return peek().kind == Lexeme::Kind::End; }
    [[nodiscard]] const std::string &problem() const { return m_problem; }

    Template::Pipeline pipeline()
    {
        Template::Pipeline out;
        if (++m_depth > deepest)
            fail("an action nests too deep");
        variables(out);
        do
            out.commands.push_back(command());
        while (m_problem.empty() && takeSign("|"));
        --m_depth;
        return out;
    }
    void fail(const std::string &what)
    {
        if (m_problem.empty())
            m_problem = what;
    }

private:
    bool takeSign(std::string_view sign)
    {
        const bool is = isSign(sign);
        m_at += is ? 1 : 0;
        return is;
    }
    void variables(Template::Pipeline &out)
    {
        if (peek().kind != Lexeme::Kind::Variable)
            return;
        const bool isPair = isSign(",", 1) && peek(2).kind == Lexeme::Kind::Variable;
        const std::size_t signAt = isPair ? 3 : 1;
        if (!isSign(":=", signAt) && !isSign("=", signAt))
            return;
        out.declares = isSign(":=", signAt);
        out.variables.push_back(peek().text);
        if (isPair)
            out.variables.push_back(peek(2).text);
        m_at += signAt + 1;
    }
    Command command()
    {
        Command out;
        while (m_problem.empty() && !atEnd() && !isSign("|") && !isSign(")"))
            out.push_back(operand());
        if (out.empty())
            fail("missing value for a command");
        else if (out.size() > 1 && !std::holds_alternative<Operand::Function>(out.front().base))
            fail("can't give an argument to what is no function");
        return out;
    }
    Operand operand()
    {
        Operand out;
        const Lexeme &lexeme = peek();
        ++m_at;
        switch (lexeme.kind) {
        case Lexeme::Kind::Field:
            out.base = Operand::Dot{};
            if (!lexeme.text.empty()) {
                out.fields.push_back(lexeme.text);
                m_fields.push_back(lexeme.text);
            }
            break;
        case Lexeme::Kind::Variable:
            out.base = Operand::Variable{lexeme.text};
            break;
        case Lexeme::Kind::Constant:
            out.base = lexeme.constant;
            break;
        case Lexeme::Kind::Word:
            out.base = function(lexeme.text);
            break;
        default:
            if (lexeme.kind != Lexeme::Kind::Sign || lexeme.text != "(") {
                fail("unexpected \"" + lexeme.text + "\" in a command");
                return out;
            }
            out.base = std::make_shared<const Template::Pipeline>(pipeline());
            if (!takeSign(")"))
                fail("unclosed left paren");
        }
        while (peek().kind == Lexeme::Kind::Field && !peek().isApart && !peek().text.empty()) {
            out.fields.push_back(peek().text);
            m_fields.push_back(peek().text);
            ++m_at;
        }
        return out;
    }
    Operand::Function function(const std::string &name)
    {
        const auto *info = findFunction(name);
        if (info == nullptr && name != "and" && name != "or")
            fail("function \"" + name + "\" not defined");
        return {name, info};
    }

    std::vector<Lexeme> m_lexemes;
    std::vector<std::string> &m_fields;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::string m_problem;
};

class TemplateParser {
public:
    TemplateParser(std::vector<TemplatePart> parts, std::vector<std::string> &fields)
        : m_parts(std::move(parts)), m_fields(fields)
    {
    }
    base::Result<Template::Nodes> run()
    {
        auto nodes = list(0);
        if (m_problem.empty() && !m_stop.empty())
            m_problem = "unexpected {{" + m_stop + "}}";
        if (!m_problem.empty())
            return templateError(m_problem);
        return nodes;
    }

private:
    using Node = Template::Node;

    // Up to an action that ends or turns a block; its word is then in m_stop.
    Template::Nodes list(int depth)
    {
        Template::Nodes out;
        m_stop.clear();
        if (depth > deepest)
            m_problem = "the template nests too deep";
        while (m_problem.empty() && m_at < m_parts.size()) {
            const TemplatePart &part = m_parts[m_at++];
            if (!part.isAction) {
                out.push_back(std::make_shared<Node>(Node{Node::Kind::Text, part.text, {}, {}, {}}));
                continue;
            }
            auto lexemes = lexAction(part.text);
            if (!lexemes) {
                m_problem = lexemes.error().summary.toStdString();
                break;
            }
            ActionParser action(std::move(*lexemes), m_fields);
            auto node = std::make_shared<Node>();
            if (action.takeWord("end")) {
                m_stop = "end";
            } else if (action.takeWord("else")) {
                if (!action.atEnd())
                    m_elseIf = action.takeWord("if") ? std::optional(block(action, Node::Kind::If, depth))
                                                     : unknownElse(action);
                m_stop = "else";
            } else if (action.takeWord("if")) {
                *node = block(action, Node::Kind::If, depth);
                out.push_back(std::move(node));
            } else if (action.takeWord("with")) {
                *node = block(action, Node::Kind::With, depth);
                out.push_back(std::move(node));
            } else if (action.takeWord("range")) {
                *node = block(action, Node::Kind::Range, depth);
                out.push_back(std::move(node));
            } else {
                node->kind = Node::Kind::Action;
                node->pipeline = action.pipeline();
                out.push_back(std::move(node));
            }
            finish(action);
            if (!m_stop.empty())
                break;
        }
        return out;
    }
    std::optional<Node> unknownElse(ActionParser &action)
    {
        action.fail("else takes nothing but if");
        return std::nullopt;
    }
    void finish(const ActionParser &action)
    {
        if (m_problem.empty())
            m_problem = action.problem();
        if (m_problem.empty() && !action.atEnd())
            m_problem = "unexpected \"" + action.peek().text + "\" in an action";
    }
    // The body behind the pipeline, up to its end. An "else if" is a block of its own that shares the end.
    Node block(ActionParser &action, Node::Kind kind, int depth)
    {
        Node node;
        node.kind = kind;
        node.pipeline = action.pipeline();
        finish(action);
        node.body = list(depth + 1);
        if (m_stop == "else") {
            if (m_elseIf) {
                node.otherwise.push_back(std::make_shared<Node>(std::move(*m_elseIf)));
                m_elseIf.reset();
            } else {
                node.otherwise = list(depth + 1);
                expectEnd();
            }
        } else {
            expectEnd();
        }
        m_stop.clear();
        return node;
    }
    void expectEnd()
    {
        if (m_problem.empty() && m_stop != "end")
            m_problem = "unexpected end: a block lacks its {{end}}";
    }

    std::vector<TemplatePart> m_parts;
    std::vector<std::string> &m_fields;
    std::size_t m_at = 0;
    std::string m_stop;
    std::optional<Node> m_elseIf;
    std::string m_problem;
};

} // namespace

base::Result<Template> Template::parse(std::string_view text)
{
    if (text.size() > longestTemplate)
        return base::makeError(base::ErrorKind::TooLarge, QStringLiteral("a template may have 64 KiB"));
    auto parts = splitTemplate(text);
    if (!parts)
        return parts.error();
    Template out;
    auto nodes = TemplateParser(std::move(*parts), out.m_fields).run();
    if (!nodes)
        return nodes.error();
    out.m_nodes = std::move(*nodes);
    std::ranges::sort(out.m_fields);
    const auto repeated = std::ranges::unique(out.m_fields);
    out.m_fields.erase(repeated.begin(), repeated.end());
    if (out.m_nodes.size() == 1 && out.m_nodes.front()->kind == Node::Kind::Action) {
        const auto &pipeline = out.m_nodes.front()->pipeline;
        const bool isOne =
            pipeline.variables.empty() && pipeline.commands.size() == 1 && pipeline.commands.front().size() == 1;
        const Operand *operand = isOne ? &pipeline.commands.front().front() : nullptr;
        if (operand != nullptr && std::holds_alternative<Operand::Dot>(operand->base) && operand->fields.size() == 1)
            out.m_onlyField = operand->fields.front();
    }
    return out;
}

} // namespace wf::query::logql
