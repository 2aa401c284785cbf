// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/yaml.h"

#include "models/wire/numbers.h"

#include <yaml-cpp/eventhandler.h>

#include <QCoreApplication>

#include <algorithm>
#include <sstream>

namespace wf::wire {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

// Looks at the events of a document and remembers the first bound that is passed.
class Guard final : public YAML::EventHandler {
public:
    explicit Guard(const YamlLimits &limits) : m_limits(limits) {}
    [[nodiscard]] const std::optional<base::Error> &problem() const { return m_problem; }

    void OnDocumentStart(const YAML::Mark & /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t /*anchor*/) override { node(mark); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t /*anchor*/) override
    {
        refuse(base::ErrorKind::Invalid, tr("Aliases (*name) are not allowed; write the value out"), mark);
    }
    void OnScalar(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string &value) override
    {
        node(mark);
        if (value.size() > m_limits.scalar)
            refuse(base::ErrorKind::TooLarge, tr("A text is longer than %1 KiB").arg(m_limits.scalar >> 10), mark);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override
    {
        open(mark, false);
    }
    void OnSequenceEnd() override { m_open.pop_back(); }
    void OnMapStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override
    {
        open(mark, true);
    }
    void OnMapEnd() override { m_open.pop_back(); }

private:
    struct Container {
        bool map;
        std::size_t nodes;
    };
    void node(const YAML::Mark &mark)
    {
        if (++m_nodes > m_limits.nodes)
            refuse(base::ErrorKind::TooLarge, tr("More than %1 values").arg(m_limits.nodes), mark);
        if (!m_open.empty() && ++m_open.back().nodes > 2 * m_limits.keys && m_open.back().map)
            refuse(base::ErrorKind::TooLarge, tr("A map with more than %1 keys").arg(m_limits.keys), mark);
    }
    void open(const YAML::Mark &mark, bool map)
    {
        node(mark);
        m_open.push_back({map, 0});
        if (m_open.size() > m_limits.depth)
            refuse(base::ErrorKind::TooLarge, tr("Nested deeper than %1 levels").arg(m_limits.depth), mark);
    }
    void refuse(base::ErrorKind kind, const QString &why, const YAML::Mark &mark)
    {
        if (!m_problem)
            m_problem =
                base::makeError(kind, tr("The file was not read"), tr("Line %1: %2").arg(mark.line + 1).arg(why));
    }

    const YamlLimits &m_limits;
    std::size_t m_nodes = 0;
    std::vector<Container> m_open;
    std::optional<base::Error> m_problem;
};

// The library's scanner takes memory for every open flow bracket before any event is told.
bool opensTooMany(std::string_view text)
{
    std::size_t open = 0;
    constexpr std::size_t most = 4000;
    for (const char c : text) {
        if (c == '[' || c == '{')
            ++open;
        else if ((c == ']' || c == '}') && open > 0)
            --open;
        if (open > most)
            return true;
    }
    return false;
}

base::Error broken(const std::string &what)
{
    return base::makeError(base::ErrorKind::Invalid, tr("The file is not valid YAML"), capped(what, 512));
}

} // namespace

Yaml Yaml::operator[](const std::string &key) const
{
    if (!isMap())
        return {};
    for (const auto &pair : m_node)
        if (pair.first.IsScalar() && pair.first.Scalar() == key)
            return Yaml(pair.second);
    return {};
}

std::string Yaml::text() const
{
    return isScalar() ? m_node.Scalar() : std::string();
}

std::optional<double> Yaml::number() const
{
    std::string t = text();
    std::erase(t, '_');
    return parseSample(t);
}

bool Yaml::truth(bool fallback) const
{
    const std::string t = text();
    for (const auto *yes : {"true", "yes", "on"})
        if (equalsIgnoringCase(t, yes))
            return true;
    for (const auto *no : {"false", "no", "off"})
        if (equalsIgnoringCase(t, no))
            return false;
    return fallback;
}

base::Labels Yaml::labels() const
{
    std::vector<base::Labels::Pair> pairs;
    forEachField([&](const std::string &key, const Yaml &value) {
        std::string joined = value.text();
        value.forEach([&](const Yaml &one) { joined += (joined.empty() ? "" : ",") + one.text(); });
        pairs.emplace_back(key, std::move(joined));
    });
    return base::Labels(std::move(pairs));
}

base::Result<std::vector<Yaml>> loadYaml(std::string_view text, const YamlLimits &limits)
{
    if (text.size() > limits.bytes)
        return base::makeError(base::ErrorKind::TooLarge, tr("The file was not read"),
                               tr("Larger than %1 MiB").arg(limits.bytes >> 20));
    if (opensTooMany(text))
        return base::makeError(base::ErrorKind::TooLarge, tr("The file was not read"),
                               tr("Nested deeper than %1 levels").arg(limits.depth));
    // The library reports errors by exceptions; none leaves this function.
    try {
        const std::string copy(text);
        std::istringstream events(copy);
        YAML::Parser parser(events);
        Guard guard(limits);
        while (!guard.problem() && parser.HandleNextDocument(guard)) {
        }
        if (guard.problem())
            return *guard.problem();
        std::vector<Yaml> documents;
        for (const YAML::Node &node : YAML::LoadAll(copy))
            if (node.IsDefined() && !node.IsNull())
                documents.emplace_back(node);
        return documents;
    } catch (const YAML::Exception &e) {
        return broken(e.what());
    } catch (const std::exception &e) {
        return broken(e.what());
    }
}

} // namespace wf::wire
