//! `--av-…`: where sound and picture of conferences listen, and what browsers are told.
//!
//! Here beside the command line because `serve` and `demo` take the same three. Decides nothing else.

use clap::Args;

/// Sound and picture of conferences through this server.
#[derive(Debug, Args)]
pub struct Av {
    /// UDP address for sound and picture, as 0.0.0.0:8080; `same`: the address and port of --listen; `off`: none.
    #[arg(long, env = "THANHTRA_AV_LISTEN", default_value = "same")]
    pub av_listen: String,
    /// Addresses browsers reach that port at, where they are not this machine's own, comma-separated.
    #[arg(long, env = "THANHTRA_AV_ADDRESS", value_delimiter = ',')]
    pub av_address: Vec<std::net::IpAddr>,
    /// TURN servers for points behind closed networks, comma-separated, each as turn:turn.gov.vn:3478|name|password; with a password into the environment.
    #[arg(long, env = "THANHTRA_AV_TURN", hide_env_values = true, value_delimiter = ',')]
    pub av_turn: Vec<String>,
}

impl Av {
    /// Begins; where it cannot, the conference goes on without and its screens say why.
    pub fn start(&self, listen: &str) -> app::conference::Media {
        let turn = self.av_turn.iter().filter_map(|t| app::conference::Turn::read(t)).collect();
        match self.av_listen.as_str() {
            "off" => app::conference::Media::default(),
            "same" => app::conference::Media::start(listen, &self.av_address, turn),
            other => app::conference::Media::start(other, &self.av_address, turn),
        }
    }
}
