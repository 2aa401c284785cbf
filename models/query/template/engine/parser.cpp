// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/lexer_p.h"
#include "models/query/template/engine/program.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace wf::query::tmpl {

using Kind = Token::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}
QString quotedName(const std::string &name)
{
    return QString::fromStdString(name).left(80);
}

// Go's constants: 12, 0x1F, 0b1, 0o7, 1_000 are int; 1.0 and 1e3 are float64.
std::optional<Value> numberOf(std::string text)
{
    std::erase(text, '_');
    const bool negative = text.starts_with('-');
    std::string_view digits = text;
    if (negative || text.starts_with('+'))
        digits.remove_prefix(1);
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char mark = static_cast<char>(digits[1] | 0x20);
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : mark == 'o' ? 8 : 10;
        if (base != 10)
            digits.remove_prefix(2);
        else if (digits.find_first_of(".eE") == std::string_view::npos)
            base = 8;
    }
    quint64 whole = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), whole, base);
    if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && !digits.empty()) {
        constexpr auto most = static_cast<quint64>(std::numeric_limits<qint64>::max());
        if (whole <= most)
            return Value(negative ? -static_cast<qint64>(whole) : static_cast<qint64>(whole));
        return negative && whole == most + 1 ? std::optional(Value(std::numeric_limits<qint64>::min())) : std::nullopt;
    }
    double real = 0;
    const auto asReal = std::from_chars(digits.data(), digits.data() + digits.size(), real);
    if (base != 10 || asReal.ec != std::errc() || asReal.ptr != digits.data() + digits.size())
        return std::nullopt;
    return Value(negative ? -real : real);
}

class Parser {
public:
    Parser(std::vector<Token> tokens, Program &program) : m_tokens(std::move(tokens)), m_program(program) {}

    bool run()
    {
        m_variables = m_program.dialect->variables;
        auto main = block();
        if (main && !m_stop.empty())
            failAt(m_actionAt, tr("Unexpected {{%1}}").arg(QString::fromStdString(m_stop)));
        if (m_failed)
            return false;
        m_program.main = std::move(main);
        m_program.fields.assign(m_fields.begin(), m_fields.end());
        return true;
    }
    [[nodiscard]] const TemplateProblem &problem() const { return m_problem; }

private:
    [[nodiscard]] const Token &peek() const { return m_tokens[m_at]; }
    const Token &take() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    bool accept(Kind kind)
    {
        if (peek().kind != kind)
            return false;
        take();
        return true;
    }
    void fail(const QString &what) { failAt(peek().offset, what); }
    void failAt(std::size_t offset, const QString &what)
    {
        if (!m_failed)
            m_problem = {offset, what};
        m_failed = true;
    }

    // Nodes up to {{end}}, {{else …}} or the end of the text; what stopped it is in m_stop. After else the rest of the
    // action is still to be read.
    std::shared_ptr<const Block> block()
    {
        if (++m_depth > m_program.limits.depth)
            fail(tr("Nested deeper than %1 levels").arg(m_program.limits.depth));
        auto out = std::make_shared<Block>();
        m_stop.clear();
        while (!m_failed) {
            const Token &token = take();
            if (token.kind == Kind::End) {
                m_stop.clear();
                break;
            }
            if (token.kind == Kind::Text) {
                Node node;
                node.text = token.text;
                node.offset = token.offset;
                out->nodes.push_back(std::move(node));
                continue;
            }
            m_actionAt = token.offset;
            if (action(*out))
                break;
        }
        --m_depth;
        return m_failed ? nullptr : out;
    }

    // True when the action ends the block.
    bool action(Block &out)
    {
        const Token &first = peek();
        if (first.kind == Kind::Word) {
            const std::string &word = first.text;
            if (word == "end" || word == "else") {
                m_stop = word;
                take();
                if (word == "end")
                    close();
                return true;
            }
            static constexpr std::array keywords{"if",       "with",  "range", "define",
                                                 "template", "block", "break", "continue"};
            if (std::ranges::find(keywords, word) != keywords.end()) {
                const std::string keyword = take().text;
                control(out, keyword);
                return false;
            }
        }
        Node node;
        node.kind = Node::Kind::Action;
        node.offset = m_actionAt;
        node.pipe = pipeline(Kind::Close);
        out.nodes.push_back(std::move(node));
        return false;
    }

    void close()
    {
        if (!accept(Kind::Close))
            fail(tr("Expected }} here"));
    }

    void control(Block &out, const std::string &keyword)
    {
        if (keyword == "define") {
            define();
            return;
        }
        Node node;
        node.offset = m_actionAt;
        if (keyword == "break" || keyword == "continue") {
            node.kind = keyword == "break" ? Node::Kind::Break : Node::Kind::Continue;
            if (m_loops == 0)
                failAt(m_actionAt, tr("{{%1}} stands outside of a range").arg(QString::fromStdString(keyword)));
            close();
        } else if (keyword == "template" || keyword == "block")
            node = templateCall(keyword == "block");
        else
            node = branch(keyword);
        out.nodes.push_back(std::move(node));
    }

    Node branch(const std::string &keyword)
    {
        Node node;
        node.offset = m_actionAt;
        node.kind = keyword == "if" ? Node::Kind::If : keyword == "with" ? Node::Kind::With : Node::Kind::Range;
        const auto variables = m_variables.size();
        node.pipe = pipeline(Kind::Close, node.kind == Node::Kind::Range);
        m_loops += node.kind == Node::Kind::Range ? 1 : 0;
        node.body = block();
        m_loops -= node.kind == Node::Kind::Range ? 1 : 0;
        if (m_stop == "else")
            node.otherwise = otherwise(keyword);
        if (m_stop != "end")
            failAt(node.offset, tr("{{%1}} is not closed: {{end}} is missing").arg(QString::fromStdString(keyword)));
        m_variables.resize(variables);
        return node;
    }

    std::shared_ptr<const Block> otherwise(const std::string &keyword)
    {
        if (peek().kind == Kind::Word && keyword != "range" && peek().text == keyword) {
            if (++m_depth > m_program.limits.depth)
                fail(tr("Nested deeper than %1 levels").arg(m_program.limits.depth));
            take();
            auto out = std::make_shared<Block>();
            if (!m_failed)
                out->nodes.push_back(branch(keyword)); // takes the end of all
            --m_depth;
            return out;
        }
        close();
        auto out = block();
        if (m_stop == "else")
            fail(tr("A second {{else}}; {{end}} is missing"));
        return out;
    }

    void define()
    {
        if (m_depth > 1)
            failAt(m_actionAt, tr("{{define}} must stand at the top level"));
        const std::size_t offset = m_actionAt;
        const Token name = take();
        if (name.kind != Kind::String)
            failAt(name.offset, tr("{{define}} needs a name in quotes"));
        close();
        const auto variables = std::exchange(m_variables, {""});
        auto body = block();
        if (m_stop != "end")
            failAt(offset, tr("{{define}} is not closed: {{end}} is missing"));
        m_variables = variables;
        m_stop.clear();
        m_program.named[name.text] = std::move(body);
    }

    Node templateCall(bool isBlock)
    {
        Node node;
        node.kind = Node::Kind::Template;
        node.offset = m_actionAt;
        const Token name = take();
        if (name.kind != Kind::String)
            failAt(name.offset, tr("A template is called by its name in quotes"));
        node.text = name.text;
        if (!accept(Kind::Close))
            node.pipe = pipeline(Kind::Close);
        if (isBlock) {
            const auto variables = std::exchange(m_variables, {""});
            auto body = block();
            if (m_stop != "end")
                failAt(node.offset, tr("{{block}} is not closed: {{end}} is missing"));
            m_variables = variables;
            m_program.named.try_emplace(name.text, std::move(body));
        }
        return node;
    }

    // Up to and with the closing token.
    Pipe pipeline(Kind end, bool isRange = false)
    {
        Pipe pipe;
        pipe.offset = peek().offset;
        declarations(pipe, isRange);
        do {
            pipe.commands.push_back(command(end));
        } while (!m_failed && accept(Kind::Pipe) && peek().kind != end); // Go lets a | at the end pass
        if (!accept(end))
            fail(end == Kind::Close ? tr("Unexpected end of the action") : tr("A closing ) is missing"));
        for (std::size_t i = 1; i < pipe.commands.size() && !m_failed; ++i) {
            const Operand &first = pipe.commands[i].words.front();
            if (first.kind == Operand::Kind::Literal || first.kind == Operand::Kind::Dot)
                failAt(first.offset, tr("Only a function can take what comes through |"));
        }
        if (pipe.declares)
            m_variables.insert(m_variables.end(), pipe.variables.begin(), pipe.variables.end());
        return pipe;
    }

    // $x :=, $x =, and in range $i, $e :=
    void declarations(Pipe &pipe, bool isRange)
    {
        if (peek().kind != Kind::Variable)
            return;
        const auto kindAt = [&](std::size_t i) {
            return m_at + i < m_tokens.size() ? m_tokens[m_at + i].kind : Kind::End;
        };
        std::size_t length = 0;
        if (kindAt(1) == Kind::Declare || kindAt(1) == Kind::Assign)
            length = 1;
        else if (isRange && kindAt(1) == Kind::Comma && kindAt(2) == Kind::Variable &&
                 (kindAt(3) == Kind::Declare || kindAt(3) == Kind::Assign))
            length = 3;
        if (length == 0)
            return;
        for (std::size_t i = 0; i < length; i += 2)
            pipe.variables.push_back(m_tokens[m_at + i].text);
        pipe.declares = kindAt(length) == Kind::Declare;
        for (const auto &name : pipe.variables)
            if (!pipe.declares)
                expectVariable(name, peek().offset);
        m_at += length + 1;
    }
    void expectVariable(const std::string &name, std::size_t offset)
    {
        if (std::ranges::find(m_variables, name) == m_variables.end())
            failAt(offset, tr("The variable $%1 is not defined").arg(quotedName(name)));
    }

    Command command(Kind end)
    {
        Command out;
        while (!m_failed && peek().kind != Kind::Pipe && peek().kind != end && peek().kind != Kind::Close) {
            if (!out.words.empty() && !peek().spaceBefore && peek().kind != Kind::OpenParen) {
                fail(tr("A space is missing here"));
                break;
            }
            out.words.push_back(operand());
        }
        if (out.words.empty())
            fail(tr("A value is missing here"));
        return out;
    }

    Operand operand()
    {
        const Token token = take();
        Operand out;
        out.offset = token.offset;
        switch (token.kind) {
        case Kind::Dot:
            break;
        case Kind::Field:
            addField(out, token);
            break;
        case Kind::Variable:
            out.kind = Operand::Kind::Variable;
            out.name = token.text;
            expectVariable(token.text, token.offset);
            break;
        case Kind::Word:
            word(token, out);
            break;
        case Kind::OpenParen:
            parenthesis(out);
            break;
        default:
            literal(token, out);
        }
        while (!m_failed && peek().kind == Kind::Field && !peek().spaceBefore)
            addField(out, take());
        if (out.kind == Operand::Kind::Literal && !out.fields.empty())
            failAt(out.offset, tr("A constant has no fields"));
        return out;
    }
    void addField(Operand &out, const Token &token)
    {
        out.fields.push_back(token.text);
        m_fields.insert(token.text);
    }
    [[nodiscard]] const Function *findFunction(std::string_view name) const
    {
        for (const auto *table : {&m_program.dialect->functions, &builtinFunctions()})
            if (const auto found = table->find(name); found != table->end())
                return &found->second;
        return nullptr;
    }
    void word(const Token &token, Operand &out)
    {
        out.kind = Operand::Kind::Literal;
        if (token.text == "true" || token.text == "false")
            out.literal = token.text == "true";
        else if (token.text == "nil")
            out.literal = Nil{};
        else {
            out.kind = Operand::Kind::Function;
            out.name = token.text;
            out.function = findFunction(token.text);
            if (!out.function)
                failAt(token.offset, tr("The function %1 is not defined").arg(quotedName(token.text)));
        }
    }
    void parenthesis(Operand &out)
    {
        if (++m_depth > m_program.limits.depth) {
            fail(tr("Nested deeper than %1 levels").arg(m_program.limits.depth));
            return;
        }
        out.kind = Operand::Kind::Parenthesis;
        out.pipe = std::make_shared<Pipe>(pipeline(Kind::CloseParen));
        --m_depth;
    }
    void literal(const Token &token, Operand &out)
    {
        out.kind = Operand::Kind::Literal;
        if (token.kind == Kind::String)
            out.literal = token.text;
        else if (token.kind == Kind::Character) {
            const auto codes = QString::fromStdString(token.text).toUcs4();
            if (codes.size() != 1)
                failAt(token.offset,
                       tr("A character in single quotes must be one character; use double quotes for texts"));
            else
                out.literal = static_cast<qint64>(codes.first());
        } else if (const auto number = token.kind == Kind::Number ? numberOf(token.text) : std::nullopt)
            out.literal = *number;
        else if (token.kind == Kind::Number)
            failAt(token.offset, tr("%1 is no number").arg(quotedName(token.text)));
        else
            failAt(token.offset, tr("A value is missing here"));
    }

    std::vector<Token> m_tokens;
    Program &m_program;
    std::size_t m_at = 0;
    std::size_t m_actionAt = 0;
    std::string m_stop;
    std::vector<std::string> m_variables;
    std::set<std::string> m_fields;
    int m_depth = 0;
    int m_loops = 0;
    bool m_failed = false;
    TemplateProblem m_problem;
};

} // namespace

std::optional<Program> parseProgram(std::string_view text, const Dialect &dialect, const TemplateLimits &limits,
                                    TemplateProblem *problem)
{
    auto tokens = readTokens(text, problem);
    if (!tokens)
        return std::nullopt;
    Program program;
    program.dialect = &dialect;
    program.limits = limits;
    Parser parser(std::move(*tokens), program);
    if (parser.run())
        return program;
    if (problem)
        *problem = parser.problem();
    return std::nullopt;
}

} // namespace wf::query::tmpl
