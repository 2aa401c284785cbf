// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/advice/pricelist.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Decimal;

namespace {

constexpr qsizetype mostLines = 10'000;
constexpr int quantityDecimals = 6;

struct UnitSize {
    const char *name;
    double size;
};
constexpr std::array units{UnitSize{"GiB", 1024.0 * 1024 * 1024},
                           UnitSize{"GB", 1e9},
                           UnitSize{"TiB", 1024.0 * 1024 * 1024 * 1024},
                           UnitSize{"TB", 1e12},
                           UnitSize{"core", 1},
                           UnitSize{"piece", 1}};

constexpr std::array pricedKinds{
    FiniteKind::Disk,  FiniteKind::Inodes,      FiniteKind::Memory, FiniteKind::Processor,   FiniteKind::Connections,
    FiniteKind::Queue, FiniteKind::Descriptors, FiniteKind::Quota,  FiniteKind::Certificate, FiniteKind::Licence};

double sizeOf(const QString &unit)
{
    const auto found = std::ranges::find_if(units, [&](const UnitSize &u) { return unit == QLatin1String(u.name); });
    return found == units.end() ? 0 : found->size;
}

QString kindNames()
{
    QStringList names;
    for (const FiniteKind kind : pricedKinds)
        names << finiteKindName(kind);
    return names.join(u", "_s);
}

bool isKnown(const QString &resource)
{
    return std::ranges::any_of(pricedKinds, [&](FiniteKind kind) { return finiteKindName(kind) == resource; });
}

base::Error wrong(qsizetype line, const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, u"line %1: %2"_s.arg(line).arg(why));
}

} // namespace

base::Result<PriceList> PriceList::parse(const QByteArray &text)
{
    PriceList out;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    if (lines.size() > mostLines)
        return base::makeError(base::ErrorKind::Invalid, u"it has more than 10 000 lines"_s);
    bool isHead = true;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        QStringList cells = line.split(u',');
        for (QString &cell : cells)
            cell = cell.trimmed();
        if (std::exchange(isHead, false)) {
            if (cells != QStringList{u"resource"_s, u"region"_s, u"unit"_s, u"price"_s, u"currency"_s})
                return wrong(i + 1, u"it must be resource,region,unit,price,currency"_s);
            continue;
        }
        if (cells.size() != 5)
            return wrong(i + 1, u"it has %1 cells instead of 5"_s.arg(cells.size()));
        const auto price = Decimal::parse(cells[3]);
        if (!price || price->isNegative())
            return wrong(i + 1, u"\"%1\" is not a price"_s.arg(cells[3].left(40)));
        if (sizeOf(cells[2]) == 0)
            return wrong(i + 1,
                         u"\"%1\" is not a unit: write GiB, GB, TiB, TB, core or piece"_s.arg(cells[2].left(40)));
        if (!isKnown(cells[0]))
            return wrong(i + 1, u"nothing finite is called \"%1\": write %2"_s.arg(cells[0].left(40), kindNames()));
        if (cells[4].isEmpty())
            return wrong(i + 1, u"it has no currency"_s);
        out.m_prices.push_back({cells[0], cells[1].isEmpty() ? u"*"_s : cells[1], cells[2], *price, cells[4]});
    }
    return out;
}

const Price *PriceList::find(FiniteKind kind, const QString &region) const
{
    const QString name = finiteKindName(kind);
    const Price *everywhere = nullptr;
    for (const Price &p : m_prices) {
        if (p.resource != name)
            continue;
        if (!region.isEmpty() && p.region == region)
            return &p;
        if (p.region == u'*' && !everywhere)
            everywhere = &p;
    }
    return everywhere;
}

Decimal costOf(const Price &price, double amount)
{
    const double size = sizeOf(price.unit);
    if (size == 0 || !std::isfinite(amount))
        return Decimal::unknown();
    return price.perMonth.scaled(Decimal::nearest(amount / size, quantityDecimals), 1, 2, signals::Rounding::HalfUp);
}

} // namespace wf::engine
