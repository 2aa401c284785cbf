// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/mail/smtp.h"
#include "models/wire/yaml/mail/mailsettings.h"

namespace wf::engine {

// The server that settings name; its password is resolved by whoever sends.
[[nodiscard]] net::MailServer mailServerOf(const wire::MailSettings &mail);

} // namespace wf::engine
