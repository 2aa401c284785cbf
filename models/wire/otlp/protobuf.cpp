// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/protobuf_p.h"

#include "models/wire/otlp/attributes.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>

namespace wf::wire::otlp {

namespace {

constexpr int mostNested = 32;

std::string doubleText(double value)
{
    std::string out(32, '\0');
    const auto end = std::to_chars(out.data(), out.data() + out.size(), value).ptr;
    out.resize(static_cast<std::size_t>(end - out.data()));
    return out;
}

std::string valueText(ProtoReader value, bool inside, int depth, Allowance &allowance);

std::string listText(ProtoReader list, int depth, Allowance &allowance)
{
    std::string out = "[";
    while (list.next(1)) {
        if (!allowance.takeEntry())
            break;
        if (out.size() > 1)
            out += ',';
        out += valueText(list.message(), true, depth + 1, allowance);
    }
    return out + ']';
}

std::string mapText(ProtoReader map, int depth, Allowance &allowance)
{
    std::string out = "{";
    while (map.next(1)) {
        if (!allowance.takeEntry())
            break;
        std::string key;
        std::string value = "null";
        for (ProtoReader pair = map.message(); pair.next();) {
            if (pair.tag() == 1)
                key = pair.string();
            else if (pair.tag() == 2)
                value = valueText(pair.message(), true, depth + 1, allowance);
            else
                pair.skip();
        }
        if (out.size() > 1)
            out += ',';
        appendJsonString(out, key);
        out += ':';
        out += value;
    }
    return out + '}';
}

std::string valueText(ProtoReader value, bool inside, int depth, Allowance &allowance)
{
    if (depth > mostNested) {
        allowance.problem = tooLarge(Bound::Depth, mostNested);
        return {};
    }
    std::string out = inside ? "null" : "";
    while (value.next()) {
        switch (value.tag()) {
        case 1:
            if (inside) {
                out.clear();
                appendJsonString(out, value.string());
            } else {
                out = value.string();
            }
            break;
        case 2:
            out = value.boolean() ? "true" : "false";
            break;
        case 3:
            out = std::to_string(value.int64());
            break;
        case 4:
            out = doubleText(value.real());
            break;
        case 5:
            out = listText(value.message(), depth, allowance);
            break;
        case 6:
            out = mapText(value.message(), depth, allowance);
            break;
        case 7: {
            const auto raw = value.view();
            out = QByteArray::fromRawData(raw.data(), static_cast<qsizetype>(raw.size())).toBase64().toStdString();
            if (inside)
                out = '"' + out + '"';
            break;
        }
        default:
            value.skip();
        }
    }
    return out;
}

} // namespace

std::string idOf(ProtoReader &message, std::size_t bytes)
{
    const auto raw = message.view();
    if (raw.size() != bytes || std::all_of(raw.begin(), raw.end(), [](char c) { return c == 0; }))
        return {};
    return toHex(raw);
}

void AttributeList::add(ProtoReader keyValue)
{
    if (!m_allowance.takeEntry())
        return;
    base::Labels::Pair pair;
    while (keyValue.next()) {
        if (keyValue.tag() == 1)
            pair.first = keyValue.string();
        else if (keyValue.tag() == 2)
            pair.second = textOf(keyValue.message(), m_allowance);
        else
            keyValue.skip();
    }
    m_pairs.push_back(std::move(pair));
}

base::Labels attributesIn(ProtoReader message, ProtoReader::Tag field, Allowance &allowance)
{
    AttributeList list(allowance);
    while (message.next(field))
        list.add(message.message());
    return list.take();
}

std::string textOf(ProtoReader anyValue, Allowance &allowance)
{
    return valueText(anyValue, false, 0, allowance);
}

ScopeName scopeOf(ProtoReader message, Allowance &allowance)
{
    ScopeName scope;
    AttributeList attributes(allowance);
    while (message.next()) {
        if (message.tag() == 1)
            scope.name = message.string();
        else if (message.tag() == 2)
            scope.version = message.string();
        else if (message.tag() == 3)
            attributes.add(message.message());
        else
            message.skip();
    }
    scope.attributes = attributes.take();
    return scope;
}

} // namespace wf::wire::otlp
