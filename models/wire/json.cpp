// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/json.h"

#include <QStringList>

namespace wf::wire {

Json Json::operator[](std::string_view key) const
{
    simdjson::dom::element found;
    if (!isObject() || m_element.at_key(key).get(found))
        return {};
    return Json(found);
}

Json Json::at(std::size_t index) const
{
    simdjson::dom::element found;
    if (!isArray() || m_element.at(index).get(found))
        return {};
    return Json(found);
}

std::size_t Json::size() const
{
    simdjson::dom::array array;
    simdjson::dom::object object;
    if (!m_there)
        return 0;
    if (!m_element.get(array))
        return array.size();
    return m_element.get(object) ? 0 : object.size();
}

std::string_view Json::text() const
{
    std::string_view found;
    if (!m_there || m_element.get(found))
        return {};
    return found;
}

std::optional<qint64> Json::integer() const
{
    std::int64_t whole = 0;
    double real = 0;
    if (!m_there)
        return std::nullopt;
    if (!m_element.get(whole))
        return whole;
    if (m_element.is_string())
        return parseInteger(text());
    if (!m_element.get(real) && real >= -9.2e18 && real <= 9.2e18)
        return static_cast<qint64>(real);
    return std::nullopt;
}

std::optional<double> Json::number() const
{
    double real = 0;
    if (!m_there)
        return std::nullopt;
    if (!m_element.get(real))
        return real;
    return m_element.is_string() ? parseSample(text()) : std::nullopt;
}

bool Json::truth(bool fallback) const
{
    bool yes = false;
    if (m_there && !m_element.get(yes))
        return yes;
    return isString() ? equalsIgnoringCase(text(), "true") : fallback;
}

std::string Json::asText() const
{
    if (!m_there)
        return {};
    if (m_element.is_string())
        return std::string(text());
    return simdjson::minify(m_element);
}

base::Labels Json::labels() const
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(size());
    forEachField(
        [&](std::string_view key, const Json &value) { pairs.emplace_back(std::string(key), value.asText()); });
    return base::Labels(std::move(pairs));
}

QStringList stringsOf(const Json &array)
{
    QStringList out;
    array.forEach([&](const Json &value) {
        if (value.isString())
            out << value.string();
    });
    return out;
}

base::Result<JsonDocument> JsonDocument::parse(std::string_view bytes, const Limits &limits)
{
    bytes = trimmed(bytes);
    if (bytes.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    if (bytes.empty())
        return notUnderstood(QStringLiteral("the answer is empty"));
    JsonDocument document;
    document.m_parser = std::make_unique<simdjson::dom::parser>();
    simdjson::error_code error = document.m_parser->allocate(bytes.size(), limits.depth);
    simdjson::dom::element root;
    if (!error)
        error = document.m_parser->parse(bytes.data(), bytes.size()).get(root);
    if (error == simdjson::UTF8_ERROR) {
        const QByteArray repaired = toQString(bytes).toUtf8();
        error = document.m_parser->parse(repaired.constData(), static_cast<std::size_t>(repaired.size())).get(root);
    }
    if (error == simdjson::DEPTH_ERROR)
        return tooLarge(Bound::Depth, limits.depth);
    if (error)
        return notUnderstood(QString::fromLatin1(simdjson::error_message(error)));
    document.m_root = Json(root);
    return document;
}

std::vector<std::string_view> splitDocuments(std::string_view bytes)
{
    std::vector<std::string_view> out;
    int depth = 0;
    bool inString = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            out.push_back(trimmed(bytes.substr(start, i + 1 - start)));
            start = i + 1;
        }
    }
    if (const auto rest = trimmed(bytes.substr(std::min(start, bytes.size()))); !rest.empty())
        out.push_back(rest);
    return out;
}

} // namespace wf::wire
