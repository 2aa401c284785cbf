// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/inhibition.h"

#include <QCoreApplication>

namespace wf::station {

using Op = signals::LabelMatcher::Op;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

class MatcherParser {
public:
    explicit MatcherParser(std::string_view text) : m_text(text) {}

    base::Result<std::vector<signals::LabelMatcher>> run()
    {
        std::vector<signals::LabelMatcher> out;
        skipSpace();
        const bool braces = accept("{");
        for (;;) {
            skipSpace();
            if (m_text.empty() || (braces && m_text == "}"))
                break;
            auto one = matcher();
            if (!one)
                return one.error();
            out.push_back(std::move(*one));
            skipSpace();
            if (!accept(",") && !m_text.empty() && !(braces && m_text == "}"))
                return wrong(tr("a comma is missing"));
        }
        if (braces && m_text != "}")
            return wrong(tr("the closing } is missing"));
        if (out.empty())
            return wrong(tr("it is empty"));
        return out;
    }

private:
    base::Error wrong(const QString &why) const
    {
        return base::makeError(base::ErrorKind::BadRequest, tr("The matcher cannot be read: %1").arg(why),
                               wire::toQString(m_text).left(120));
    }
    void skipSpace()
    {
        while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == '\t'))
            m_text.remove_prefix(1);
    }
    bool accept(std::string_view word)
    {
        if (!m_text.starts_with(word))
            return false;
        m_text.remove_prefix(word.size());
        return true;
    }
    base::Result<signals::LabelMatcher> matcher()
    {
        std::string name;
        if (m_text.starts_with('"')) {
            auto quoted = quotedText();
            if (!quoted)
                return wrong(tr("a quote is not closed"));
            name = std::move(*quoted);
        } else {
            const auto end = std::min(m_text.find_first_of("=!~ \t,{}\""), m_text.size());
            name = m_text.substr(0, end);
            m_text.remove_prefix(end);
        }
        skipSpace();
        const auto op = accept("=~")   ? std::optional(Op::Regex)
                        : accept("!~") ? std::optional(Op::NotRegex)
                        : accept("!=") ? std::optional(Op::NotEqual)
                        : accept("=")  ? std::optional(Op::Equal)
                                       : std::nullopt;
        if (name.empty() || !op)
            return wrong(tr("write it as name=\"value\", with =, !=, =~ or !~"));
        skipSpace();
        std::optional<std::string> value;
        if (m_text.starts_with('"'))
            value = quotedText();
        else {
            const auto end = std::min(m_text.find_first_of(",}\""), m_text.size());
            value = std::string(m_text.substr(0, end));
            while (!value->empty() && value->back() == ' ')
                value->pop_back();
            m_text.remove_prefix(end);
        }
        if (!value)
            return wrong(tr("a quote is not closed"));
        return signals::LabelMatcher::make(*op, std::move(name), std::move(*value));
    }
    std::optional<std::string> quotedText()
    {
        std::string out;
        for (std::size_t i = 1; i < m_text.size(); ++i) {
            if (m_text[i] == '"') {
                m_text.remove_prefix(i + 1);
                return out;
            }
            if (m_text[i] == '\\' && i + 1 < m_text.size()) {
                const char next = m_text[++i];
                // Other backslashes belong to regular expressions.
                if (next != '"' && next != '\\' && next != 'n')
                    out += '\\';
                out += next == 'n' ? '\n' : next;
            } else
                out += m_text[i];
        }
        return std::nullopt;
    }

    std::string_view m_text;
};

// New and old keys of one side; false when something cannot be read.
bool readSide(const ConfigSection &rule, const std::string &side, std::vector<signals::LabelMatcher> &out)
{
    const auto told = [&](const std::string &key, const base::Error &error) {
        rule.problem(key.c_str(), error.summary, tr("the rule inhibits nothing"));
        return false;
    };
    const std::string matchers = side + "_matchers";
    for (const QString &text : rule.texts(matchers.c_str())) {
        auto parsed = parseMatchers(text.toStdString());
        if (!parsed)
            return told(matchers, parsed.error());
        out.insert(out.end(), parsed->begin(), parsed->end());
    }
    for (const auto &[suffix, op] : {std::pair("_match", Op::Equal), std::pair("_match_re", Op::Regex)}) {
        const std::string key = side + suffix;
        for (const auto &[name, value] : rule.labels(key.c_str())) {
            auto made = signals::LabelMatcher::make(op, name, value);
            if (!made)
                return told(key, made.error());
            out.push_back(std::move(*made));
        }
    }
    return true;
}

} // namespace

base::Result<std::vector<signals::LabelMatcher>> parseMatchers(std::string_view text)
{
    return MatcherParser(text).run();
}

std::vector<InhibitRule> readInhibitRules(const ConfigSection &section)
{
    std::vector<InhibitRule> rules;
    for (const ConfigSection &one : section.sections("inhibit_rules")) {
        InhibitRule rule;
        const bool good = readSide(one, "source", rule.source) && readSide(one, "target", rule.target);
        for (const QString &name : one.texts("equal"))
            rule.equal.push_back(name.toStdString());
        if (!good)
            continue; // told already
        one.finish();
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace wf::station
