// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/yamltree.h"

#include <yaml-cpp/eventhandler.h>

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <sstream>

namespace wf::wire {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

std::string_view withoutMark(std::string_view text)
{
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

// Builds nodes from the library's events and remembers the first thing that is wrong.
class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view text, const YamlLimits &limits) : m_text(text), m_limits(limits) {}
    [[nodiscard]] bool failed() const { return m_problem.has_value(); }

    YamlDocuments take() { return {std::move(m_documents), std::move(m_problem)}; }
    void refuse(base::ErrorKind kind, std::size_t offset, const QString &what)
    {
        if (!m_problem)
            m_problem = YamlProblem{kind, placeOf(m_text, offset), what};
    }

    void OnDocumentStart(const YAML::Mark & /*mark*/) override
    {
        m_open.clear();
        m_named.clear();
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(std::make_shared<YamlNode>(YamlNode{.offset = at(mark)}), 1, anchor);
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        if (value.size() > m_limits.scalar)
            refuse(base::ErrorKind::TooLarge, at(mark), tr("A text is longer than %1 KiB").arg(m_limits.scalar >> 10));
        add(std::make_shared<YamlNode>(
                YamlNode{.kind = YamlNode::Kind::Scalar, .quoted = tag != "?", .text = value, .offset = at(mark)}),
            1, anchor);
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto named = m_named.find(anchor);
        if (named == m_named.end())
            refuse(base::ErrorKind::Invalid, at(mark), tr("An alias (*name) stands inside the value it names"));
        else
            add(named->second.node, named->second.size, YAML::NullAnchor);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::List, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string & /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Map, mark, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        std::shared_ptr<YamlNode> node;
        YAML::anchor_t anchor;
        std::size_t size = 1; // nodes in it, resolved aliases counted in full
        std::size_t height = 0;
        YamlNodePtr key; // of a map: waits for its value
    };
    struct Named {
        YamlNodePtr node;
        std::size_t size;
    };

    [[nodiscard]] static std::size_t at(const YAML::Mark &mark)
    {
        return static_cast<std::size_t>(std::max(0, mark.pos));
    }

    void open(YamlNode::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        m_open.push_back({std::make_shared<YamlNode>(YamlNode{.kind = kind, .offset = at(mark)}), anchor, 1, 0, {}});
        if (m_open.size() > m_limits.depth)
            refuse(base::ErrorKind::TooLarge, at(mark), tr("Nested deeper than %1 levels").arg(m_limits.depth));
    }
    void close()
    {
        const Open done = std::move(m_open.back());
        m_open.pop_back();
        add(done.node, done.size, done.anchor);
    }
    void add(const YamlNodePtr &node, std::size_t size, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            m_named[anchor] = {node, size};
        if (m_open.empty()) {
            if (node->kind != YamlNode::Kind::Null)
                m_documents.push_back(node);
            return;
        }
        Open &parent = m_open.back();
        parent.size += size;
        m_total += size;
        if (std::max(parent.size, m_total) > m_limits.nodes)
            refuse(base::ErrorKind::TooLarge, node->offset, tr("More than %1 values").arg(m_limits.nodes));
        if (parent.node->kind == YamlNode::Kind::List)
            parent.node->items.push_back(node);
        else if (!parent.key)
            parent.key = node;
        else
            setField(*parent.node, std::exchange(parent.key, nullptr), node);
    }
    void setField(YamlNode &map, const YamlNodePtr &key, const YamlNodePtr &value)
    {
        if (key->isScalar() && !key->quoted && key->text == "<<") {
            if (value->isMap())
                merge(map, *value);
            for (const auto &one : value->items)
                merge(map, *one);
            return;
        }
        // A key of its own wins over a merged one.
        const auto merged = m_merged.find(&map);
        if (merged != m_merged.end())
            std::erase_if(map.fields, [&](const YamlNode::Field &f) {
                return merged->second.contains(f.first.get()) && *f.first == *key;
            });
        map.fields.emplace_back(key, value);
        if (map.fields.size() > m_limits.keys)
            refuse(base::ErrorKind::TooLarge, key->offset, tr("A map with more than %1 keys").arg(m_limits.keys));
    }
    void merge(YamlNode &map, const YamlNode &from)
    {
        for (const auto &field : from.fields)
            if (field.first->isScalar() && !map.field(field.first->text)) {
                map.fields.push_back(field);
                m_merged[&map][field.first.get()] = true;
            }
        m_total += from.fields.size();
    }

    std::string_view m_text;
    const YamlLimits &m_limits;
    std::size_t m_total = 0;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, Named> m_named;
    std::map<const YamlNode *, std::map<const YamlNode *, bool>> m_merged;
    std::vector<YamlNodePtr> m_documents;
    std::optional<YamlProblem> m_problem;
};

// The library's scanner takes memory for every open flow bracket before any event is told.
std::optional<std::size_t> opensTooMany(std::string_view text)
{
    std::size_t open = 0;
    constexpr std::size_t most = 4000;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[' || text[i] == '{')
            ++open;
        else if ((text[i] == ']' || text[i] == '}') && open > 0)
            --open;
        if (open > most)
            return i;
    }
    return std::nullopt;
}

} // namespace

TextPlace placeOf(std::string_view text, std::size_t offset)
{
    text = withoutMark(text);
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto lineStart = before.rfind('\n') + 1; // npos + 1 = 0
    const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(std::ranges::count_if(before.substr(lineStart), isCharacter)) + 1};
}

const YamlNode *YamlNode::field(std::string_view key) const
{
    const auto found =
        std::ranges::find_if(fields, [&](const Field &f) { return f.first->isScalar() && f.first->text == key; });
    return found == fields.end() ? nullptr : found->second.get();
}

bool operator==(const YamlNode &a, const YamlNode &b)
{
    const auto same = [](const YamlNodePtr &x, const YamlNodePtr &y) { return x == y || *x == *y; };
    return a.kind == b.kind && a.isText() == b.isText() && a.text == b.text &&
           std::ranges::equal(a.items, b.items, same) &&
           std::ranges::equal(a.fields, b.fields, [&](const YamlNode::Field &x, const YamlNode::Field &y) {
               return same(x.first, y.first) && same(x.second, y.second);
           });
}

YamlNodePtr yamlText(std::string text)
{
    return std::make_shared<YamlNode>(
        YamlNode{.kind = YamlNode::Kind::Scalar, .quoted = true, .text = std::move(text)});
}

YamlNodePtr yamlList(std::vector<YamlNodePtr> items)
{
    return std::make_shared<YamlNode>(YamlNode{.kind = YamlNode::Kind::List, .items = std::move(items)});
}

YamlNodePtr yamlMap(std::vector<YamlNode::Field> fields)
{
    return std::make_shared<YamlNode>(YamlNode{.kind = YamlNode::Kind::Map, .fields = std::move(fields)});
}

YamlDocuments readYamlTree(std::string_view text, const YamlLimits &limits)
{
    text = withoutMark(text);
    Builder builder(text, limits);
    const auto bracket = opensTooMany(text);
    if (text.size() > limits.bytes)
        builder.refuse(base::ErrorKind::TooLarge, 0, tr("The file is larger than %1 MiB").arg(limits.bytes >> 20));
    else if (bracket)
        builder.refuse(base::ErrorKind::TooLarge, *bracket, tr("Nested deeper than %1 levels").arg(limits.depth));
    // The library reports errors by exceptions; none leaves this function.
    try {
        std::istringstream events{std::string(text)};
        YAML::Parser parser(events);
        while (!builder.failed() && parser.HandleNextDocument(builder)) {
        }
    } catch (const YAML::Exception &e) {
        builder.refuse(base::ErrorKind::Invalid, static_cast<std::size_t>(std::max(0, e.mark.pos)),
                       tr("This is not valid YAML: %1").arg(capped(e.msg, 256)));
    } catch (const std::exception &e) {
        builder.refuse(base::ErrorKind::Invalid, 0, tr("This is not valid YAML: %1").arg(capped(e.what(), 256)));
    }
    return builder.take();
}

} // namespace wf::wire
