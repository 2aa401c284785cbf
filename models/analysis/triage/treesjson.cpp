// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/boostedtrees.h"

#include <QJsonArray>

#include <cmath>

namespace wf::analysis {

namespace {

constexpr qsizetype mostTrees = 100'000;
constexpr qsizetype mostNodes = 4096;
constexpr qsizetype cells = 4; // feature, below, left, value

base::Error notTrees(const QString &why)
{
    return base::makeError(base::ErrorKind::NotUnderstood, QStringLiteral("This is not a model of boosted trees"), why);
}

// Children lie behind their parent and no child has two parents, so every walk ends.
bool isTree(const BoostedTrees::Tree &tree, qsizetype features)
{
    int next = 1;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        if (tree[i].feature < 0)
            continue;
        if (tree[i].feature >= features || tree[i].left != next || tree[i].left <= static_cast<int>(i))
            return false;
        next += 2;
    }
    return next == static_cast<int>(tree.size());
}

} // namespace

QJsonObject BoostedTrees::toJson() const
{
    QJsonArray start;
    for (const double value : m_start)
        start.append(value);
    QJsonArray trees;
    for (const Tree &tree : m_trees) {
        QJsonArray flat;
        for (const Node &node : tree) {
            flat.append(node.feature);
            flat.append(static_cast<double>(node.below));
            flat.append(node.left);
            flat.append(static_cast<double>(node.value));
        }
        trees.append(flat);
    }
    return {{QStringLiteral("features"), QJsonArray::fromStringList(m_features)},
            {QStringLiteral("classes"), QJsonArray::fromStringList(m_classes)},
            {QStringLiteral("start"), start},
            {QStringLiteral("trees"), trees}};
}

base::Result<BoostedTrees> BoostedTrees::fromJson(const QJsonObject &json)
{
    BoostedTrees out;
    for (const auto &name : json.value(QStringLiteral("features")).toArray())
        out.m_features.append(name.toString());
    for (const auto &name : json.value(QStringLiteral("classes")).toArray())
        out.m_classes.append(name.toString());
    for (const auto &value : json.value(QStringLiteral("start")).toArray())
        out.m_start.push_back(value.toDouble());
    const QJsonArray trees = json.value(QStringLiteral("trees")).toArray();
    const qsizetype classes = out.m_classes.size();
    if (classes < 2 || static_cast<qsizetype>(out.m_start.size()) != classes || trees.size() % classes != 0 ||
        trees.size() > mostTrees)
        return notTrees(QStringLiteral("classes, start and trees do not fit each other"));
    for (const auto &one : trees) {
        const QJsonArray flat = one.toArray();
        if (flat.isEmpty() || flat.size() % cells != 0 || flat.size() > mostNodes * cells)
            return notTrees(QStringLiteral("a tree is nodes of four numbers each"));
        Tree tree;
        for (qsizetype i = 0; i < flat.size(); i += cells)
            tree.push_back({flat.at(i).toInt(-1), static_cast<float>(flat.at(i + 1).toDouble()), flat.at(i + 2).toInt(),
                            static_cast<float>(flat.at(i + 3).toDouble())});
        if (!isTree(tree, out.m_features.size()))
            return notTrees(QStringLiteral("a node leads nowhere"));
        out.m_trees.push_back(std::move(tree));
    }
    return out;
}

} // namespace wf::analysis
