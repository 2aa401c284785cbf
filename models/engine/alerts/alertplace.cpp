// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertplace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

quint64 lengthBit(const std::string &name)
{
    return quint64(1) << std::min<std::size_t>(name.size(), 63);
}

} // namespace

PlaceReader::PlaceReader(const Names &names) : m_jobHasNamespace(names.jobHasNamespace)
{
    const std::array lists{&names.service, &names.region, &names.instance};
    for (std::size_t field = 0; field < fields; ++field)
        for (const QString &name : *lists[field]) {
            m_names[field].push_back(name.toStdString());
            m_lengths |= lengthBit(m_names[field].back());
        }
}

AlertPlace PlaceReader::operator()(const base::Labels &labels) const
{
    struct Found {
        std::size_t rank = ~std::size_t(0);
        const base::Labels::Pair *pair = nullptr;
    };
    std::array<Found, fields> found;
    for (const auto &pair : labels) {
        if ((m_lengths & lengthBit(pair.first)) == 0)
            continue;
        for (std::size_t field = 0; field < fields; ++field) {
            const auto &names = m_names[field];
            const auto rank = static_cast<std::size_t>(std::ranges::find(names, pair.first) - names.begin());
            if (rank < names.size() && rank < found[field].rank)
                found[field] = {rank, &pair};
        }
    }
    const auto text = [](const Found &one) { return one.pair ? QString::fromStdString(one.pair->second) : QString(); };
    AlertPlace out{text(found[0]), text(found[1]), text(found[2])};
    if (m_jobHasNamespace && found[0].pair && found[0].pair->second == labels.value("job"))
        if (const qsizetype slash = out.service.lastIndexOf(u'/'); slash >= 0 && slash + 1 < out.service.size())
            out.service = out.service.mid(slash + 1);
    return out;
}

AlertPlace placeFromUsualLabels(const base::Labels &labels)
{
    static const PlaceReader usual({{u"service"_s, u"service_name"_s, u"app"_s, u"app_kubernetes_io_name"_s, u"job"_s},
                                    {u"region"_s, u"zone"_s, u"cluster"_s},
                                    {u"instance"_s, u"pod"_s, u"host"_s, u"node"_s}});
    return usual(labels);
}

} // namespace wf::engine
