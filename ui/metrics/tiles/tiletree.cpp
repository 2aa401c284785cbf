// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tiles/tiletree.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 8;

const TilePart *found(const TilePart &part, const QString &view)
{
    if (part.isTile())
        return part.views.contains(view) ? &part : nullptr;
    for (const TilePart &one : part.parts)
        if (const TilePart *tile = found(one, view))
            return tile;
    return nullptr;
}

TilePart *found(TilePart &part, const QString &view)
{
    return const_cast<TilePart *>(found(std::as_const(part), view));
}

void collect(const TilePart &part, QStringList &views)
{
    views << part.views;
    for (const TilePart &one : part.parts)
        collect(one, views);
}

TilePart tile(QStringList views)
{
    TilePart out;
    out.views = std::move(views);
    return out;
}

// Tiles without views go, parts of one part become that one, and those that lie in the same direction become one row.
void tidy(TilePart &part)
{
    if (part.isTile())
        return;
    std::vector<TilePart> parts;
    for (TilePart &one : part.parts) {
        tidy(one);
        if (one.isTile() && one.views.isEmpty())
            continue;
        if (!one.isTile() && one.isAcross == part.isAcross)
            std::ranges::move(one.parts, std::back_inserter(parts));
        else
            parts.push_back(std::move(one));
    }
    if (parts.size() != part.sizes.size())
        part.sizes.clear();
    if (parts.size() == 1) {
        TilePart only = std::move(parts.front());
        part = std::move(only);
    } else {
        part.parts = std::move(parts);
    }
}

// Where the shown one goes, the one before it is shown.
void take(TilePart &tile, const QString &view)
{
    const int at = static_cast<int>(tile.views.indexOf(view));
    tile.views.removeAll(view);
    const int next = at >= 0 && at <= tile.current ? tile.current - 1 : tile.current;
    tile.current = std::clamp(next, 0, std::max(0, static_cast<int>(tile.views.size()) - 1));
}

QJsonObject partJson(const TilePart &part)
{
    if (part.isTile())
        return {{u"views"_s, QJsonArray::fromStringList(part.views)}, {u"current"_s, part.current}};
    QJsonArray parts, sizes;
    for (const TilePart &one : part.parts)
        parts << partJson(one);
    for (const int size : part.sizes)
        sizes << size;
    return {{u"across"_s, part.isAcross}, {u"parts"_s, parts}, {u"sizes"_s, sizes}};
}

// Where things lie, however large.
bool isSameShape(const TilePart &a, const TilePart &b)
{
    return a.views == b.views && a.parts.size() == b.parts.size() && (a.isTile() || a.isAcross == b.isAcross) &&
           std::ranges::equal(a.parts, b.parts, isSameShape);
}

std::optional<TilePart> partFrom(const QJsonObject &json, int depth)
{
    TilePart out;
    const QJsonArray parts = json["parts"_L1].toArray();
    for (const QJsonValue &view : json["views"_L1].toArray())
        out.views << view.toString();
    if (parts.isEmpty()) {
        out.current = std::clamp(json["current"_L1].toInt(), 0, std::max(0, static_cast<int>(out.views.size()) - 1));
        return out.views.isEmpty() ? std::nullopt : std::optional(out);
    }
    if (!out.views.isEmpty() || parts.size() < 2 || parts.size() > deepest || depth >= deepest)
        return std::nullopt;
    out.isAcross = json["across"_L1].toBool();
    for (const QJsonValue &one : parts) {
        auto part = partFrom(one.toObject(), depth + 1);
        if (!part)
            return std::nullopt;
        out.parts.push_back(std::move(*part));
    }
    for (const QJsonValue &size : json["sizes"_L1].toArray())
        out.sizes.push_back(size.toInt());
    if (out.sizes.size() != out.parts.size() || std::ranges::any_of(out.sizes, [](int size) { return size <= 0; }))
        out.sizes.clear();
    return out;
}

bool keepsSingle(const TilePart &part, const QString &single)
{
    if (part.isTile())
        return part.views.size() == 1 || !part.views.contains(single);
    return std::ranges::all_of(part.parts, [&](const TilePart &one) { return keepsSingle(one, single); });
}

} // namespace

TileTree::TileTree(const std::vector<QStringList> &tiles, bool isAcross, QString single) : m_single(std::move(single))
{
    m_root.isAcross = isAcross;
    for (const QStringList &views : tiles)
        m_root.parts.push_back(tile(views));
    tidy(m_root);
}

QStringList TileTree::views() const
{
    QStringList out;
    collect(m_root, out);
    out.sort();
    return out;
}

const TilePart *TileTree::tileOf(const QString &view) const
{
    return found(m_root, view);
}

bool TileTree::isShown(const QString &view) const
{
    const TilePart *tile = tileOf(view);
    return tile && tile->views.value(tile->current) == view;
}

bool TileTree::show(const QString &view)
{
    TilePart *tile = found(m_root, view);
    if (!tile || isShown(view))
        return false;
    tile->current = static_cast<int>(tile->views.indexOf(view));
    return true;
}

bool TileTree::moveOut(const QString &view, TileSide side, const QString &beside)
{
    TilePart *from = found(m_root, view);
    TilePart *to = beside.isEmpty() ? &m_root : found(m_root, beside);
    if (!from || !to || (from == to && from->views.size() == 1))
        return false;
    const TilePart before = m_root;
    take(*from, view);
    const bool isFirst = side == TileSide::Left || side == TileSide::Above;
    TilePart around;
    around.isAcross = side == TileSide::Left || side == TileSide::Right;
    around.parts.push_back(std::move(*to));
    around.parts.insert(isFirst ? around.parts.begin() : around.parts.end(), tile({view}));
    *to = std::move(around);
    tidy(m_root);
    if (!isSameShape(m_root, before))
        return true;
    m_root = before;
    return false;
}

bool TileTree::join(const QString &view, const QString &into)
{
    TilePart *from = found(m_root, view), *to = found(m_root, into);
    if (!from || !to || from == to || view == m_single || into == m_single)
        return false;
    take(*from, view);
    to->views << view;
    to->current = static_cast<int>(to->views.size()) - 1;
    tidy(m_root);
    return true;
}

void TileTree::setSizes(const std::vector<std::size_t> &path, std::vector<int> sizes)
{
    TilePart *part = &m_root;
    for (const std::size_t i : path) {
        if (i >= part->parts.size())
            return;
        part = &part->parts[i];
    }
    if (sizes.size() == part->parts.size())
        part->sizes = std::move(sizes);
}

QJsonObject TileTree::toJson() const
{
    return partJson(m_root);
}

std::optional<TileTree> TileTree::read(const QJsonObject &json) const
{
    auto root = partFrom(json, 0);
    if (!root || !keepsSingle(*root, m_single))
        return std::nullopt;
    QStringList kept;
    collect(*root, kept);
    kept.sort();
    if (kept != views())
        return std::nullopt;
    TileTree out = *this;
    out.m_root = std::move(*root);
    tidy(out.m_root);
    return out;
}

} // namespace wf::ui
