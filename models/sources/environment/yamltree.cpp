// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/yamltree.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace wf::sources {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostBytes = 1 << 20;
constexpr std::size_t mostDepth = 16;
constexpr int mostValues = 20'000;

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

// Builds the tree while it watches the bounds; after the first problem it only lets events pass.
class Builder final : public YAML::EventHandler {
public:
    YamlResult result;

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t) override
    {
        add({YamlValue::Kind::Null, mark.line + 1, {}, {}, {}});
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        refuse(mark, text("Aliases (*name) are not read here; write the value out."));
    }
    void OnScalar(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, const std::string &value) override
    {
        if (anchor)
            refuse(mark, text("Anchors (&name) are not read here; write the value out."));
        const bool isNull = value == "~" || value == "null";
        add({isNull ? YamlValue::Kind::Null : YamlValue::Kind::Scalar,
             mark.line + 1,
             QString::fromStdString(value),
             {},
             {}});
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, anchor, YamlValue::Kind::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, anchor, YamlValue::Kind::Map);
    }
    void OnMapEnd() override { close(); }

    void refuse(const YAML::Mark &mark, const QString &what)
    {
        if (!result.problem)
            result.problem = YamlProblem{mark.line + 1, what};
    }

private:
    struct Open {
        YamlValue value;
        std::optional<QString> key;
    };
    void open(const YAML::Mark &mark, YAML::anchor_t anchor, YamlValue::Kind kind)
    {
        if (anchor)
            refuse(mark, text("Anchors (&name) are not read here; write the value out."));
        if (m_open.size() >= mostDepth)
            refuse(mark, text("This is nested too deeply."));
        if (!result.problem)
            m_open.push_back({{kind, mark.line + 1, {}, {}, {}}, std::nullopt});
    }
    void close()
    {
        if (result.problem || m_open.empty())
            return;
        YamlValue done = std::move(m_open.back().value);
        m_open.pop_back();
        add(std::move(done));
    }
    void add(YamlValue value)
    {
        if (result.problem)
            return;
        YAML::Mark mark;
        mark.line = value.line - 1;
        if (++m_values > mostValues) {
            refuse(mark, text("There are too many values."));
            return;
        }
        if (m_open.empty()) {
            result.root = std::move(value);
            return;
        }
        Open &parent = m_open.back();
        if (parent.value.kind == YamlValue::Kind::List) {
            parent.value.items.push_back(std::move(value));
        } else if (!parent.key) {
            if (value.kind != YamlValue::Kind::Scalar)
                refuse(mark, text("A key must be a word."));
            else if (parent.value.field(value.text))
                refuse(mark, text("The key “%1” is there twice.").arg(value.text));
            else
                parent.key = value.text;
        } else {
            parent.value.fields.emplace_back(*std::exchange(parent.key, std::nullopt), std::move(value));
        }
    }

    std::vector<Open> m_open;
    int m_values = 0;
};
} // namespace

const YamlValue *YamlValue::field(QStringView name) const
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return &value;
    return nullptr;
}

YamlResult readYaml(const QByteArray &bytes)
{
    Builder builder;
    if (bytes.size() > mostBytes) {
        builder.result.problem = YamlProblem{1, text("The file is larger than 1 MiB.")};
        return builder.result;
    }
    // The library throws; nothing of that leaves this function.
    try {
        std::istringstream stream(bytes.toStdString());
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
    } catch (const YAML::Exception &problem) {
        builder.result.problem = YamlProblem{problem.mark.line + 1, QString::fromStdString(problem.msg)};
    }
    return std::move(builder.result);
}

QString yamlScalar(const QString &text)
{
    static const QRegularExpression plain(uR"(^[A-Za-z_/][A-Za-z0-9_./+@-]*( [A-Za-z0-9_./+@-]+)*$)"_s);
    static const QStringList words{u"true"_s, u"false"_s, u"yes"_s, u"no"_s, u"on"_s,
                                   u"off"_s,  u"null"_s,  u"y"_s,   u"n"_s};
    // "stored:name" and addresses read best as they are: a colon only matters before a blank.
    static const QRegularExpression reference(uR"(^[a-z][a-z0-9+]*:[A-Za-z0-9_./:@%+?=&-]+$)"_s);
    if ((plain.match(text).hasMatch() && !words.contains(text.toLower())) ||
        (reference.match(text).hasMatch() && !text.endsWith(u':')))
        return text;
    QString quoted = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\' + QString(c);
        else if (c == u'\n')
            quoted += u"\\n"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f || (c.unicode() >= 0x80 && c.unicode() < 0xa0) ||
                 c.unicode() == 0x2028 || c.unicode() == 0x2029)
            quoted += u"\\u%1"_s.arg(static_cast<int>(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

} // namespace wf::sources
