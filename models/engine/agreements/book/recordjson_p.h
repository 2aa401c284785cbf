// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementrecords.h"

#include <QJsonObject>

#include <optional>

namespace wf::engine {

// Values as the records hold them: amounts and times as text, so that nothing is rounded. Reading gives nothing when a
// field is missing or is no such value.
[[nodiscard]] QJsonObject toJson(const signals::Credit &credit);
[[nodiscard]] std::optional<signals::Credit> creditOf(const QJsonObject &json);
[[nodiscard]] QJsonObject toJson(const QString &agreement, const signals::AgreementExclusion &exclusion);
[[nodiscard]] std::optional<BookedExclusion> exclusionOf(const QJsonObject &json);
[[nodiscard]] QJsonObject toJson(const Notice &notice);
[[nodiscard]] std::optional<Notice> noticeOf(const QJsonObject &json);

// The value whose name it is.
template<class E>
std::optional<E> named(const QString &name, std::initializer_list<E> values, QString (*nameOf)(E))
{
    for (const E value : values)
        if (nameOf(value) == name)
            return value;
    return std::nullopt;
}
[[nodiscard]] std::optional<signals::CreditState> creditStateOf(const QString &name);
[[nodiscard]] std::optional<signals::ApprovalState> approvalStateOf(const QString &name);
[[nodiscard]] std::optional<NoticeState> noticeStateOf(const QString &name);

} // namespace wf::engine
