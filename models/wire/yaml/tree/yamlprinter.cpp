// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/yamltree.h"

#include "models/wire/numbers.h"

#include <algorithm>
#include <array>

namespace wf::wire {

namespace {

bool isPlainCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '/' ||
           c == '.' || c == '-' || c == ' ' || c == '(' || c == ')' || c == '=' || c == '+';
}

// Words that YAML 1.1 readers take for a truth value, null or a number.
bool isMistakable(std::string_view text)
{
    static constexpr std::array words{"true", "false", "yes",  "no",  "on",   "off",
                                      "y",    "n",     "null", "nan", ".nan", ".inf"};
    return std::ranges::any_of(words, [&](const char *word) { return equalsIgnoringCase(text, word); }) ||
           parseSample(text).has_value();
}

// May stand without quotes and still be this very text for every reader.
bool isSafePlain(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    // 5m, 1h30m: begin with a digit and are no number.
    const bool isDuration = !text.empty() && text.front() >= '0' && text.front() <= '9' &&
                            text.find_first_not_of("0123456789smhdwy") == std::string_view::npos;
    return !text.empty() && (isLetter(text.front()) || isDuration) && text.back() != ' ' &&
           std::ranges::all_of(text, isPlainCharacter) && !isMistakable(text);
}

// Several lines that a literal block keeps byte for byte.
bool fitsBlock(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos || text.front() == ' ' || text.front() == '\n' ||
        text.find_first_not_of('\n') == std::string_view::npos)
        return false;
    // A carriage return or an invisible character would be lost or changed by the reader.
    const auto isKept = [](char c) { return c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20; };
    if (!std::ranges::all_of(text, isKept) || text.find('\t') == 0 || text.find('\x7f') != std::string_view::npos)
        return false;
    // Lines of white space only: readers differ.
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        if (!line.empty() && line.find_first_not_of(" \t") == std::string_view::npos)
            return false;
        at = end + 1;
    }
    return true;
}

std::string quotedText(std::string_view text)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\r')
            out += "\\r";
        else if (byte < 0x20 || byte == 0x7f)
            out += {'\\', 'x', hex[byte >> 4U], hex[byte & 15U]};
        else
            out += c;
    }
    return out + '"';
}

class Printer {
public:
    [[nodiscard]] std::string take() { return std::move(m_out); }

    // After a key or a dash: ends with a newline.
    void value(const YamlNode &node, std::size_t indent, bool afterDash)
    {
        switch (node.kind) {
        case YamlNode::Kind::Null:
            m_out += afterDash ? " null\n" : "\n";
            break;
        case YamlNode::Kind::Scalar:
            m_out += ' ';
            scalar(node, indent);
            break;
        case YamlNode::Kind::List:
            if (node.items.empty())
                m_out += " []\n";
            else
                list(node, indent, afterDash);
            break;
        case YamlNode::Kind::Map:
            if (node.fields.empty())
                m_out += " {}\n";
            else
                map(node, indent, afterDash);
            break;
        }
    }

    void scalar(const YamlNode &node, std::size_t indent)
    {
        if (!node.isText() || isSafePlain(node.text))
            m_out += node.text + '\n';
        else if (fitsBlock(node.text))
            block(node.text, indent);
        else
            m_out += quotedText(node.text) + '\n';
    }

    void map(const YamlNode &node, std::size_t indent, bool afterDash)
    {
        startBlock(afterDash);
        bool first = true;
        for (const auto &[key, content] : node.fields) {
            m_out += afterDash && first ? std::string(" ") : std::string(indent, ' ');
            first = false;
            m_out += !key->isScalar()                           ? "?"
                     : !key->isText() || isSafePlain(key->text) ? key->text
                                                                : quotedText(key->text);
            m_out += ':';
            value(*content, indent + 2, false);
        }
    }

    void list(const YamlNode &node, std::size_t indent, bool afterDash)
    {
        startBlock(afterDash);
        bool first = true;
        for (const auto &item : node.items) {
            m_out += (afterDash && first ? std::string(" ") : std::string(indent, ' ')) + '-';
            first = false;
            value(*item, indent + 2, true);
        }
    }

private:
    void startBlock(bool afterDash)
    {
        if (!afterDash && !m_out.empty() && m_out.back() != '\n')
            m_out += '\n';
    }
    void block(std::string_view text, std::size_t indent)
    {
        const auto body = text.substr(0, text.find_last_not_of('\n') + 1);
        const auto newlines = text.size() - body.size();
        m_out += newlines == 0 ? "|-\n" : newlines == 1 ? "|\n" : "|+\n";
        for (std::size_t at = 0; at <= body.size();) {
            const auto end = std::min(body.find('\n', at), body.size());
            if (end > at)
                m_out.append(indent, ' ').append(body.substr(at, end - at));
            m_out += '\n';
            at = end + 1;
        }
        m_out.append(newlines > 1 ? newlines - 1 : 0, '\n');
    }

    std::string m_out;
};

} // namespace

bool YamlNode::isText() const
{
    return kind == Kind::Scalar && (quoted || text.find_first_of(" \n") != std::string::npos || isSafePlain(text));
}

std::string printYaml(const YamlNode &root)
{
    Printer printer;
    if (root.isMap() && !root.fields.empty())
        printer.map(root, 0, false);
    else if (root.isList() && !root.items.empty())
        printer.list(root, 0, false);
    else
        printer.value(root, 0, false);
    return printer.take();
}

} // namespace wf::wire
