// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/configsection.h"

#include "models/base/duration.h"
#include "models/wire/numbers.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

// Prometheus: units of 1024, with or without i ("config.Base2Bytes" knows KB, MB … as powers of two).
std::optional<qint64> parseBytes(const std::string &text)
{
    static constexpr std::array<const char *, 6> units{"", "K", "M", "G", "T", "P"};
    const auto digits = text.find_first_not_of("0123456789.");
    const auto number = wire::parseSample(text.substr(0, digits));
    std::string unit = digits == std::string::npos ? std::string() : text.substr(digits);
    if (unit.ends_with('B'))
        unit.pop_back();
    if (unit.ends_with('i'))
        unit.pop_back();
    for (std::size_t i = 0; number && i < units.size(); ++i)
        if (unit == units.at(i)) {
            const double bytes = *number * std::pow(1024.0, static_cast<double>(i));
            return bytes >= 0 && bytes < 9e18 ? std::optional(static_cast<qint64>(bytes)) : std::nullopt;
        }
    return std::nullopt;
}

} // namespace

QString ConfigProblem::text(const QString &file) const
{
    return line > 0 ? QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(what)
                    : QStringLiteral("%1: %2").arg(file, what);
}

ConfigSection::ConfigSection(const wire::Yaml &yaml, QString path, Problems &problems)
    : m_yaml(yaml), m_path(std::move(path)), m_problems(&problems), m_asked(std::make_shared<std::set<std::string>>())
{
    if (m_yaml.exists() && !m_yaml.isMap())
        m_problems->push_back({m_yaml.line(), tr("%1 should be a map of keys; it is left out").arg(m_path)});
}

int ConfigSection::line(const char *key) const
{
    int line = m_yaml.line();
    m_yaml.forEachKey([&](const std::string &name, int at) {
        if (name == key)
            line = at;
    });
    return line;
}

QString ConfigSection::pathTo(const char *key) const
{
    return m_path.isEmpty() ? QString::fromUtf8(key) : QString(m_path + u'.' + QString::fromUtf8(key));
}

wire::Yaml ConfigSection::yaml(const char *key) const
{
    m_asked->insert(key);
    return m_yaml[key];
}

void ConfigSection::problem(const char *key, const QString &what, const QString &consequence) const
{
    QString text = pathTo(key) + QStringLiteral(": ") + what;
    if (!consequence.isEmpty())
        text += QStringLiteral("; ") + consequence;
    m_problems->push_back({line(key), text});
}

void ConfigSection::wrong(const char *key, const QString &wanted) const
{
    problem(key, tr("%1 is expected, not \"%2\"").arg(wanted, m_yaml[key].string().left(64)),
            tr("the default is used"));
}

QString ConfigSection::text(const char *key, const QString &fallback) const
{
    const auto value = yaml(key);
    if (value.exists() && !value.isScalar())
        wrong(key, tr("a text"));
    return value.isScalar() ? value.string() : fallback;
}

bool ConfigSection::truth(const char *key, bool fallback) const
{
    const auto value = yaml(key);
    if (value.exists() && value.truth(true) != value.truth(false))
        wrong(key, tr("true or false"));
    return value.truth(fallback);
}

qint64 ConfigSection::durationNs(const char *key, qint64 fallback) const
{
    const auto value = yaml(key);
    if (!value.exists())
        return fallback;
    const auto ns = wire::parseDuration(value.text());
    if (!ns || *ns < 0) {
        wrong(key, tr("a duration like 15s"));
        return fallback;
    }
    return *ns;
}

qint64 ConfigSection::bytes(const char *key, qint64 fallback) const
{
    const auto value = yaml(key);
    if (!value.exists())
        return fallback;
    const auto bytes = parseBytes(value.text());
    if (!bytes)
        wrong(key, tr("a size like 64MB"));
    return bytes.value_or(fallback);
}

qint64 ConfigSection::count(const char *key, qint64 fallback) const
{
    const auto value = yaml(key);
    if (!value.exists())
        return fallback;
    const auto number = wire::parseInteger(value.text());
    if (!number || *number < 0) {
        wrong(key, tr("a whole number from 0 up"));
        return fallback;
    }
    return *number;
}

double ConfigSection::number(const char *key, double fallback) const
{
    const auto value = yaml(key);
    if (!value.exists())
        return fallback;
    const auto number = value.number();
    if (!number)
        wrong(key, tr("a number"));
    return number.value_or(fallback);
}

QStringList ConfigSection::texts(const char *key) const
{
    const auto value = yaml(key);
    QStringList out;
    if (value.isScalar())
        out << value.string();
    else if (value.exists() && !value.isList())
        wrong(key, tr("a list"));
    value.forEach([&](const wire::Yaml &one) { out << one.string(); });
    return out;
}

base::Labels ConfigSection::labels(const char *key) const
{
    const auto value = yaml(key);
    if (value.exists() && !value.isMap())
        wrong(key, tr("a map of labels"));
    return value.labels();
}

ConfigSection ConfigSection::section(const char *key) const
{
    return ConfigSection(yaml(key), pathTo(key), *m_problems);
}

std::vector<ConfigSection> ConfigSection::sections(const char *key) const
{
    const auto value = yaml(key);
    if (value.exists() && !value.isList())
        wrong(key, tr("a list"));
    std::vector<ConfigSection> out;
    value.forEach([&](const wire::Yaml &one) {
        out.emplace_back(one, QStringLiteral("%1[%2]").arg(pathTo(key)).arg(out.size()), *m_problems);
    });
    return out;
}

void ConfigSection::finish() const
{
    m_yaml.forEachKey([this](const std::string &key, int at) {
        if (!m_asked->contains(key))
            m_problems->push_back(
                {at, tr("%1: this key is not known; it is left out").arg(pathTo(key.c_str()).left(200))});
    });
}

} // namespace wf::station
