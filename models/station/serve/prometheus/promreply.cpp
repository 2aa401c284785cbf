// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/prometheus/promreply.h"

namespace wf::station {

using base::ErrorKind;
using wire::JsonText;

namespace {

// An error in Prometheus' words.
struct ApiError {
    int status = 400;
    std::string_view type = "bad_data";
    std::string text;
};

Response respond(const ApiError &error)
{
    JsonText json;
    json.beginObject().field("status", "error").field("errorType", error.type).field("error", error.text).endObject();
    return jsonResponse(json.take(), error.status);
}

} // namespace

Response badData(std::string text)
{
    return respond({400, "bad_data", std::move(text)});
}

Response invalidParameter(std::string_view name, const std::string &why)
{
    return badData("invalid parameter \"" + std::string(name) + "\": " + why);
}

std::string textOf(const base::Error &error)
{
    std::string text = error.summary.toStdString();
    if (!error.detail.isEmpty() && error.detail != error.summary)
        text += ": " + error.detail.toStdString();
    return text;
}

Response promFailure(const base::Error &error, bool isTimeOver)
{
    if (isTimeOver)
        return respond({503, "timeout", "query timed out in expression evaluation"});
    switch (error.kind) {
    case ErrorKind::Cancelled:
        return respond({503, "canceled", "query was canceled"});
    case ErrorKind::Storage:
        return respond({500, "internal", textOf(error)});
    case ErrorKind::Unavailable:
    case ErrorKind::RateLimited:
        return respond({503, "unavailable", textOf(error)});
    case ErrorKind::BadRequest:
        return badData(textOf(error));
    default:
        return respond({422, "execution", textOf(error)});
    }
}

Notes notesOf(const std::vector<query::Annotation> &annotations, std::string_view expr)
{
    Notes notes;
    for (const auto &one : annotations)
        (one.isWarning ? notes.warnings : notes.infos).push_back(one.text(expr));
    return notes;
}

Response promSuccess(std::string data, const Notes &notes)
{
    JsonText json;
    json.beginObject().field("status", "success").key("data").raw(data);
    const auto list = [&](const char *key, const std::vector<std::string> &texts) {
        if (texts.empty())
            return;
        json.key(key).beginArray();
        for (const auto &text : texts)
            json.string(std::string_view(text));
        json.endArray();
    };
    list("warnings", notes.warnings);
    list("infos", notes.infos);
    json.endObject();
    return jsonResponse(json.take());
}

Response stringList(const base::Result<std::vector<std::string>> &values, std::size_t limit)
{
    if (!values)
        return promFailure(values.error(), false);
    Notes notes;
    const bool isCut = limit > 0 && values->size() > limit;
    if (isCut)
        notes.warnings.emplace_back("results truncated due to limit");
    return success(
        [&](JsonText &json) {
            json.beginArray();
            for (std::size_t i = 0; i < (isCut ? limit : values->size()); ++i)
                json.string(std::string_view((*values)[i]));
            json.endArray();
        },
        notes);
}

} // namespace wf::station
